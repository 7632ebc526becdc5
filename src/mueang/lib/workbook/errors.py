"""Why a workbook was refused, as a code and numbers for the caller to put into words."""


class WorkbookError(ValueError):
    """A workbook that will not be read. `code` says why, `params` holds the numbers of that sentence.

    too_large(megabytes, limit) empty not_a_workbook(kind) web_page binary_workbook encrypted damaged
    zip_bomb(megabytes, limit) too_many_files(limit) too_many_sheets(count, limit) too_many_rows(limit)
    too_many_columns(limit) too_many_cells(limit) unknown_encoding header_not_found(rows)
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
