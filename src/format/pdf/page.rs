//! The words of a page with their places: runs the operators of its content that set text.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, Stream};

/// A string that was set at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Where its baseline begins and ends; `y` grows upwards.
    pub x: f32,
    pub y: f32,
    pub end: f32,
    /// The height of its font on the page.
    pub size: f32,
    pub text: String,
}

/// How much content a page may have, in bytes, and how many pieces of text.
const CONTENT: usize = 32 << 20;
const PIECES: usize = 200_000;
/// How deep forms may stand in forms.
const DEPTH: u32 = 6;

/// The pieces of a page in the order of its content. What cannot be read of it is left out.
pub fn pieces(document: &Document, page: ObjectId) -> Vec<Piece> {
    let mut run = Run { document, pieces: Vec::new(), left: CONTENT };
    let Ok(content) = document.get_page_content_with_limit(page, CONTENT) else { return Vec::new() };
    let (inline, ids) = document.get_page_resources(page).unwrap_or_default();
    let shared = ids.iter().filter_map(|id| document.get_dictionary(*id).ok());
    let resources: Vec<&Dictionary> = inline.into_iter().chain(shared).collect();
    run.content(&content, &resources, Matrix::UNIT, DEPTH);
    run.pieces
}

#[derive(Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const UNIT: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This matrix, then `next`.
    fn then(self, next: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Matrix([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn of(operands: &[Object]) -> Option<Matrix> {
        let numbers: Vec<f32> = operands.iter().filter_map(|o| o.as_float().ok()).collect();
        Some(Matrix(numbers.try_into().ok()?))
    }
}

/// A font: how its bytes are read, and how wide its characters are.
struct Font<'a> {
    encoding: Encoding<'a>,
    /// Two bytes make a character.
    is_wide: bool,
    widths: BTreeMap<u32, f32>,
    default: f32,
}

struct State<'f, 'a> {
    ctm: Matrix,
    font: Option<&'f Font<'a>>,
    size: f32,
    leading: f32,
    character_space: f32,
    word_space: f32,
    scale: f32,
    rise: f32,
}

impl Clone for State<'_, '_> {
    fn clone(&self) -> Self {
        State { ..*self }
    }
}

struct Run<'d> {
    document: &'d Document,
    pieces: Vec<Piece>,
    /// Bytes of content that may still be read.
    left: usize,
}

impl Run<'_> {
    fn content(&mut self, content: &[u8], resources: &[&Dictionary], ctm: Matrix, depth: u32) {
        self.left = self.left.saturating_sub(content.len());
        let Ok(content) = Content::decode(content) else { return };
        let fonts = fonts(self.document, resources);
        let mut state = State {
            ctm,
            font: None,
            size: 1.0,
            leading: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            rise: 0.0,
        };
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::UNIT, Matrix::UNIT);
        for operation in &content.operations {
            if self.pieces.len() > PIECES {
                return;
            }
            let operands = &operation.operands;
            let number = |at: usize| operands.get(at).and_then(|o| o.as_float().ok()).unwrap_or(0.0);
            let mut next_line = |line: &mut Matrix, x: f32, y: f32| {
                *line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(*line);
                text = *line;
            };
            match operation.operator.as_str() {
                "q" if saved.len() < 64 => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.ctm = Matrix::of(operands).map_or(state.ctm, |matrix| matrix.then(state.ctm)),
                "BT" => (text, line) = (Matrix::UNIT, Matrix::UNIT),
                "Tf" => {
                    state.font = operands.first().and_then(|o| o.as_name().ok()).and_then(|name| fonts.get(name));
                    state.size = number(1);
                }
                "Tc" => state.character_space = number(0),
                "Tw" => state.word_space = number(0),
                "Tz" => state.scale = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Td" => next_line(&mut line, number(0), number(1)),
                "TD" => {
                    state.leading = -number(1);
                    next_line(&mut line, number(0), number(1));
                }
                "T*" => next_line(&mut line, 0.0, -state.leading),
                "Tm" => {
                    line = Matrix::of(operands).unwrap_or(line);
                    text = line;
                }
                "Tj" | "TJ" => self.show(operands, &state, &mut text),
                "'" => {
                    next_line(&mut line, 0.0, -state.leading);
                    self.show(operands, &state, &mut text);
                }
                "\"" => {
                    (state.word_space, state.character_space) = (number(0), number(1));
                    next_line(&mut line, 0.0, -state.leading);
                    self.show(operands.get(2..).unwrap_or_default(), &state, &mut text);
                }
                "Do" if depth > 0 => {
                    let name = operands.first().and_then(|o| o.as_name().ok());
                    if let Some(form) = name.and_then(|name| form(self.document, resources, name)) {
                        self.form(form, resources, state.ctm, depth - 1);
                    }
                }
                _ => {}
            }
        }
    }

    /// A form is a page inside the page.
    fn form(&mut self, form: &Stream, around: &[&Dictionary], ctm: Matrix, depth: u32) {
        let Ok(content) = form.get_plain_content_with_limit(self.left) else { return };
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let matrix = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let matrix = matrix.and_then(|operands| Matrix::of(operands)).unwrap_or(Matrix::UNIT);
        let own = own.map(|own| vec![own]);
        self.content(&content, own.as_deref().unwrap_or(around), matrix.then(ctm), depth);
    }

    /// Sets strings; a number between two of them moves the next one back by thousandths of the font's size.
    fn show(&mut self, operands: &[Object], state: &State, text: &mut Matrix) {
        let Some(font) = state.font else { return };
        let mut words = String::new();
        let start = *text;
        let parts = operands.iter().flat_map(|operand| match operand {
            Object::Array(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        });
        for part in parts {
            let mut advance = 0.0;
            match part {
                Object::String(bytes, _) => {
                    let _ = font.encoding.write_to_string(bytes, &mut words);
                    advance = font.advance(bytes, state);
                }
                number => {
                    let back = number.as_float().unwrap_or(0.0);
                    advance -= back / 1000.0 * state.size * state.scale;
                    if back < -180.0 && !words.ends_with(' ') {
                        words.push(' ');
                    }
                }
            }
            *text = Matrix([1.0, 0.0, 0.0, 1.0, advance, 0.0]).then(*text);
        }
        let rise = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, state.rise]);
        let (start, end) = (rise.then(start).then(state.ctm), rise.then(*text).then(state.ctm));
        self.pieces.extend(piece(words, start, end, state.size));
    }
}

/// A piece between two places; one that runs up or down the page is turned, so that it has its own lines.
fn piece(text: String, start: Matrix, end: Matrix, size: f32) -> Option<Piece> {
    let [a, b, c, d, x, y] = start.0;
    let [_, _, _, _, end_x, end_y] = end.0;
    let height = (c * c + d * d).sqrt() * size.abs();
    let is_text = height > 0.5 && [x, y, end_x, end_y, height].iter().all(|n| n.is_finite()) && !text.trim().is_empty();
    let (x, y, end) = match () {
        () if a.abs() >= b.abs() => (x, y, end_x),
        () if b > 0.0 => (y, -x, end_y),
        () => (-y, x, -end_y),
    };
    is_text.then_some(Piece { x, y, end: end.max(x), size: height, text })
}

impl Font<'_> {
    fn advance(&self, bytes: &[u8], state: &State) -> f32 {
        let wide: Vec<u32>;
        let narrow = |byte: &u8| u32::from(*byte);
        let codes: Vec<u32> = if self.is_wide {
            wide =
                bytes.chunks(2).map(|pair| pair.iter().fold(0, |code, byte| code * 256 + u32::from(*byte))).collect();
            wide
        } else {
            bytes.iter().map(narrow).collect()
        };
        let one = |code: &u32| {
            let width = self.widths.get(code).copied().unwrap_or(self.default) / 1000.0 * state.size;
            let space = if *code == 32 && !self.is_wide { state.word_space } else { 0.0 };
            (width + state.character_space + space) * state.scale
        };
        codes.iter().map(one).sum()
    }
}

/// The form of a name; pictures are none.
fn form<'d>(document: &'d Document, resources: &[&'d Dictionary], name: &[u8]) -> Option<&'d Stream> {
    let forms = resources.iter().filter_map(|r| r.get_deref(b"XObject", document).and_then(Object::as_dict).ok());
    let mut found = forms.filter_map(|forms| forms.get_deref(name, document).and_then(Object::as_stream).ok());
    let is_form =
        |stream: &&Stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
    found.rfind(is_form)
}

fn fonts<'d>(document: &'d Document, resources: &[&'d Dictionary]) -> BTreeMap<Vec<u8>, Font<'d>> {
    let lists = resources.iter().filter_map(|r| r.get_deref(b"Font", document).and_then(Object::as_dict).ok());
    let all =
        lists.flat_map(Dictionary::iter).filter_map(|(name, _)| Some((name.clone(), font(document, resources, name)?)));
    all.collect()
}

fn font<'d>(document: &'d Document, resources: &[&'d Dictionary], name: &[u8]) -> Option<Font<'d>> {
    let mut lists = resources.iter().filter_map(|r| r.get_deref(b"Font", document).and_then(Object::as_dict).ok());
    let font = lists.find_map(|list| list.get_deref(name, document).and_then(Object::as_dict).ok())?;
    let encoding = font.get_font_encoding_with_limit(document, CONTENT).ok()?;
    // Where a font says what its characters mean, that is better than what it calls them.
    let meaning = font.get_deref(b"ToUnicode", document).ok().and_then(|meaning| {
        let mut only = Dictionary::new();
        only.set("Type", Object::Name(b"Font".to_vec()));
        only.set("ToUnicode", meaning.clone());
        match only.get_font_encoding_with_limit(document, CONTENT).ok()? {
            Encoding::UnicodeMapEncoding(map) => Some(Encoding::UnicodeMapEncoding(map)),
            _ => None,
        }
    });
    let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
    let below = below.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
    let (widths, default) = below.map_or_else(|| narrow_widths(document, font), |below| wide_widths(document, below));
    Some(Font { encoding: meaning.unwrap_or(encoding), is_wide: below.is_some(), widths, default })
}

/// What a character takes whose width is not told, in thousandths of the size: about the mean of a text font.
const MEAN_WIDTH: f32 = 500.0;

fn narrow_widths(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f32>, f32) {
    let first =
        font.get_deref(b"FirstChar", document).and_then(Object::as_i64).ok().and_then(|n| u32::try_from(n).ok());
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array).ok();
    let widths = widths.into_iter().flatten().take(256).map(|width| float(document, width).unwrap_or(MEAN_WIDTH));
    ((first.unwrap_or(0).min(256)..).zip(widths).collect(), MEAN_WIDTH)
}

/// `W`: a character and the widths from there on, or two characters and the width of all between them.
fn wide_widths(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f32>, f32) {
    let default = font.get_deref(b"DW", document).ok().and_then(|width| width.as_float().ok()).unwrap_or(1000.0);
    let mut widths = BTreeMap::new();
    let rows = font.get_deref(b"W", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut rows = rows.iter();
    while let (Some(first), Some(second)) = (rows.next(), rows.next()) {
        let Some(first) = code(document, first) else { continue };
        match document.dereference(second).map(|(_, object)| object) {
            Ok(Object::Array(list)) => {
                widths.extend((first..).zip(list.iter().filter_map(|width| float(document, width))));
            }
            _ => {
                let (last, width) = (code(document, second), rows.next().and_then(|width| float(document, width)));
                if let (Some(last), Some(width)) = (last, width) {
                    widths.extend((first..=last).map(|code| (code, width)));
                }
            }
        }
    }
    (widths, default)
}

fn float(document: &Document, object: &Object) -> Option<f32> {
    document.dereference(object).ok()?.1.as_float().ok()
}

/// A character of two bytes.
fn code(document: &Document, object: &Object) -> Option<u32> {
    let code = document.dereference(object).ok()?.1.as_i64().ok()?;
    u16::try_from(code).ok().map(u32::from)
}
