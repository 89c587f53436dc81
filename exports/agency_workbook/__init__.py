"""An agency's actions as a workbook to fill in: `writing.agency_workbook_bytes` is for others."""
