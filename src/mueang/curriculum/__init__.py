"""The 45-hour City Administrators course as content: Markdown and TOML in Thai and English, read and checked."""
