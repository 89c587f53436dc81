"""A round's scoring sheet as a workbook: `writing.scoring_sheet_bytes` is for others; loaded only when one is made."""
