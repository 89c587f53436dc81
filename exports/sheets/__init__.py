"""What a report's workbook holds, sheet by sheet: `report.book_of` makes a book of a report's content."""
