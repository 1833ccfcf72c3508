//! Papers that people could send in, drawn for tests: all that stands on them is invented.

use std::fmt::Write as _;

/// A character of the machine-readable zone, in points.
const SIGN: f64 = 9.6;

/// What is on a copy of a passport.
#[derive(Debug, Clone, Copy)]
pub struct Passport {
    /// What is written on the copy.
    pub mark: &'static str,
    /// The BSN in its field is black.
    pub field_covered: bool,
    /// The BSN in the machine-readable zone is black.
    pub zone_covered: bool,
}

impl Passport {
    /// Shielded as Woonpartners asks, on the first day of a test.
    pub const GOOD: Passport =
        Passport { mark: "KOPIE voor Woonpartners, 18 november 2026", field_covered: true, zone_covered: true };

    /// The copy as a PDF.
    pub fn drawn(self) -> Vec<u8> {
        let mut page = text(60.0, 780.0, "F", 20, self.mark);
        page += &text(60.0, 700.0, "F", 14, "KONINKRIJK DER NEDERLANDEN");
        for (row, line) in
            ["Paspoort / Passport", "Naam: VOORBEELD", "Voornaam: VERA", "BSN: 999999990"].iter().enumerate()
        {
            page += &text(240.0, 670.0 - 40.0 * row as f64, "F", 12, line);
        }
        page += &text(60.0, 480.0, "M", 16, "P<NLDVOORBEELD<<VERA<<<<<<<<<<<<<<<<<<<<<<<<");
        page += &text(60.0, 450.0, "M", 16, "SPECI20142NLD6503101F2403096999999990<<<<<84");
        if self.field_covered {
            page += "0 g 266 546 80 16 re f\n";
        }
        if self.zone_covered {
            let _ = writeln!(page, "0 g {} 447 {} 16 re f", 60.0 + 28.0 * SIGN, 9.0 * SIGN);
        }
        pdf(&page)
    }
}

/// Lines of text on a page of A4, as a PDF.
pub fn letter(lines: &[&str]) -> Vec<u8> {
    let rows = lines.iter().enumerate();
    pdf(&rows.map(|(row, line)| text(60.0, 780.0 - 32.0 * row as f64, "F", 16, line)).collect::<String>())
}

/// An income statement with the BSN of the documentation, as a PDF.
pub fn income_statement() -> Vec<u8> {
    letter(&["Inkomensverklaring 2025", "Naam: V. Voorbeeld", "Burgerservicenummer: 999999990", "Inkomen: 31.000 euro"])
}

fn text(x: f64, y: f64, font: &str, size: u32, text: &str) -> String {
    format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A PDF of one page with this content; font F is Helvetica, M is Courier.
fn pdf(content: &str) -> Vec<u8> {
    let font = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R /M 6 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        font("Helvetica"),
        font("Courier"),
    ];
    let (mut file, mut table) = ("%PDF-1.7\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let _ = write!(file, "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}
