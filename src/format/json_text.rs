//! Cuts a stream into JSON values, one in memory at a time, without trusting that any of them is well formed.

use std::io::BufRead;
use std::ops::ControlFlow;

use crate::report::Reason;
use crate::source;

/// How the values of a stream are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One value, or several without an array around them.
    Values,
    /// The elements of one array.
    Array,
}

/// Takes a value, or why it is none, with its number from 1.
pub type Each<'a> = dyn FnMut(Layout, u64, Result<&[u8], Reason>) -> ControlFlow<()> + 'a;

/// Gives the bytes of each object of the stream to `each`, with its number from 1: the elements of an array, or objects
/// one after the other. One of more than `limit` bytes is passed over and given as an error.
pub fn split(mut bytes: Box<dyn BufRead + '_>, limit: u64, each: &mut Each) -> Result<(), Reason> {
    let mut cutter = Cutter { limit, ..Cutter::default() };
    loop {
        let input = bytes.fill_buf().map_err(|e| source::reason(&e))?;
        if input.is_empty() {
            return cutter.finish(each);
        }
        let length = input.len();
        for byte in input {
            if cutter.take(*byte) {
                if each(cutter.layout(), cutter.count, cutter.whole()).is_break() {
                    return Ok(());
                }
                cutter.value.clear();
            }
        }
        bytes.consume(length);
    }
}

#[derive(Default)]
struct Cutter {
    value: Vec<u8>,
    limit: u64,
    /// Brackets open inside the value.
    depth: u32,
    in_array: bool,
    in_string: bool,
    escaped: bool,
    /// The bytes of the value that is too large, so far.
    passed: u64,
    count: u64,
}

impl Cutter {
    fn layout(&self) -> Layout {
        if self.in_array { Layout::Array } else { Layout::Values }
    }

    /// Takes a byte in; tells whether it ends a value.
    fn take(&mut self, byte: u8) -> bool {
        if self.depth == 0 {
            self.between(byte);
            return false;
        }
        if (self.value.len() as u64) < self.limit {
            self.value.push(byte);
        } else {
            self.passed += 1;
        }
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            b'{' | b'[' if !self.in_string => self.depth += 1,
            b'}' | b']' if !self.in_string => self.depth -= 1,
            _ => {}
        }
        self.count += u64::from(self.depth == 0);
        self.depth == 0
    }

    /// A byte between two values: the array's bracket, or what begins the next.
    fn between(&mut self, byte: u8) {
        match byte {
            b'[' if self.count == 0 && !self.in_array => self.in_array = true,
            b'{' | b'[' => {
                self.depth = 1;
                self.passed = 0;
                self.value.clear();
                self.value.push(byte);
            }
            _ => {}
        }
    }

    fn whole(&self) -> Result<&[u8], Reason> {
        match self.passed {
            0 => Ok(&self.value),
            more => Err(Reason::TooLarge { bytes: self.limit + more, limit: self.limit }),
        }
    }

    /// A value that the end of the file cuts off is broken.
    fn finish(&mut self, each: &mut Each) -> Result<(), Reason> {
        if self.depth > 0 {
            let cut = Err(Reason::Broken("the JSON ends in the middle of an object".to_owned()));
            let _ = each(self.layout(), self.count + 1, cut);
        } else if self.count == 0 {
            return Err(Reason::Broken("no JSON object in it".to_owned()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, limit: u64, expected: &str) {
        let mut out = Vec::new();
        let bytes = Box::new(std::io::Cursor::new(json.as_bytes().to_vec()));
        let end = split(bytes, limit, &mut |_, row, value| {
            let value = value.map(|v| String::from_utf8_lossy(v).into_owned());
            out.push(format!("{row}:{}", value.unwrap_or_else(|r| r.to_string())));
            ControlFlow::Continue(())
        });
        out.extend(end.err().map(|r| r.to_string()));
        assert_eq!(out.join(" "), expected);
    }

    #[test]
    fn objects_come_one_by_one() {
        check(r#"[{"a": "]}\""}, {"b": [1]}]"#, 99, r#"1:{"a": "]}\""} 2:{"b": [1]}"#);
        check("{\"a\":1}\n{\"b\":2}", 99, r#"1:{"a":1} 2:{"b":2}"#);
        check("[{\"a\":1},", 99, r#"1:{"a":1}"#);
    }

    #[test]
    fn faults_are_told() {
        check("[{\"a\":1},{\"b\":", 99, "1:{\"a\":1} 2:broken: the JSON ends in the middle of an object");
        check("{\"a\":1}", 3, "1:too large: 7 bytes, the limit is 3 (raise it with --max-size)");
        check("17", 9, "broken: no JSON object in it");
    }
}
