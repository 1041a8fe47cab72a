//! Prints the TypeScript of the protocol: quicker to build than the whole box, which has `hallbox types`.

fn main() {
    print!("{}", protocol::typescript());
}
