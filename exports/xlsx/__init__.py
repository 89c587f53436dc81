"""Reports as workbooks: `build.xlsx_bytes` is for others. Everything here is loaded only while a report is written."""
