fn main() {
    print!("{}", hallbox::protocol::typescript());
}
