"""Tables in and out as files: CSV and XLSX read within limits, written without formulas."""
