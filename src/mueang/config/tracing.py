"""Requests as spans for OpenTelemetry, each under the name of its view: an address may hold a key and is never said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from mueang.config.naming import KEPT, VIEW

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from opentelemetry.sdk.trace import TracerProvider


def provider() -> TracerProvider:
    """Spans go to TRACES_URL in batches, from a thread of their own. Raises ImproperlyConfigured without the extra."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise ImproperlyConfigured("MUEANG_TRACES_URL is set: install mueang[traces], or unset it.") from error
    resource = Resource.create({"service.name": "mueang"})
    made = TracerProvider(resource=resource)
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.OPTIONS["TRACES_URL"])))
    return made


def traced(application: WSGIApplication, *, spans: Callable[[], TracerProvider] = provider) -> WSGIApplication:
    """Every request a span, below the proxy's where it sent a `traceparent`; a fault is marked without its words."""
    from opentelemetry.trace import SpanKind, Status, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    tracer, outside = spans().get_tracer("mueang"), TraceContextTextMapPropagator()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        above = outside.extract({"traceparent": environ.get("HTTP_TRACEPARENT", "")})
        method = environ["REQUEST_METHOD"]
        # A traceback may name a person: the span says that there was a fault, the quiet log says which.
        with tracer.start_as_current_span(
            method, context=above, kind=SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        ) as span:

            def noted(said: str, *more: object) -> object:
                span.set_attribute("http.response.status_code", int(said[:3]))
                if said.startswith("5"):
                    span.set_status(Status(StatusCode.ERROR))
                return start_response(said, *more)  # type: ignore[arg-type]

            span.set_attribute("http.request.method", method)
            try:
                return application(environ, noted)  # type: ignore[arg-type]
            finally:
                route = environ.get(VIEW, KEPT)
                span.update_name(f"{method} {route}")
                span.set_attribute("http.route", route)

    return answer
