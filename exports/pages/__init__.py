"""What a report says, page by page: `report.document_of` makes a document of a report's content."""
