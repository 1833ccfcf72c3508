//! Memory of this process, from the kernel.

/// Resident now, in MB.
pub fn now_mb() -> Result<f64, crate::Error> {
    status("VmRSS:")
}

/// The most that was resident since [`reset`], in MB.
pub fn peak_mb() -> Result<f64, crate::Error> {
    status("VmHWM:")
}

/// Begins a new peak.
pub fn reset() -> Result<(), crate::Error> {
    Ok(std::fs::write("/proc/self/clear_refs", "5")?)
}

fn status(field: &str) -> Result<f64, crate::Error> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find_map(|line| line.strip_prefix(field)).ok_or("no such line in /proc/self/status")?;
    let kb: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok((kb / 1024.0).round())
}
