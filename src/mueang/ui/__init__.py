"""Components, styles, icons, fonts and their live gallery."""
