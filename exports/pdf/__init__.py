"""Reports as tagged PDF: `build.pdf_bytes` is for others. Everything here is loaded only while a report is written."""
