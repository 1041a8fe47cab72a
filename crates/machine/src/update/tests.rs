mod cut;
mod hostile;
mod kit;
mod memory;
