//! WebSockets: the upgrade by hand, then one small task per socket.

mod audience;
mod board;
mod close;
mod codec;
mod handlers;
mod message;
mod phone;
mod reply;
mod request;
mod socket;
mod staff;
mod talk;
mod upgrade;

pub(super) use close::CloseCode;
pub(super) use handlers::{board_socket, phone_socket, staff_socket};
pub(super) use reply::{Next, answered, refused};
pub(super) use upgrade::same_origin;
