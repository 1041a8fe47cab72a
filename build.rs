//! How the program is linked.

fn main() {
    // Half a megabyte of addresses to mend at start becomes some kilobytes: the program has a limit in bytes. Debian's
    // loader reads this form since release 12.
    println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    println!("cargo:rerun-if-changed=build.rs");
}
