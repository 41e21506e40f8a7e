//! Text between the system, which has bytes, and the engine, which has UTF-16.
//!
//! Bytes that are not UTF-8 come as lone surrogates, U+DC80 to U+DCFF, and go back as the same bytes: Python does the same
//! (PEP 383). So a name of a file or a value of a variable reaches the command unchanged.

use std::ffi::CString;

use rquickjs::{Ctx, FromJs, Function, IntoJs, Object, Result, String as JsString, TypedArray, Value, qjs};

use crate::errors;

/// Bytes of the system, without NUL if they are to go back there.
#[derive(Clone)]
pub struct Text(pub Vec<u8>);

impl Text {
    /// @throws ERR_INVALID_ARG_VALUE for a text with NUL, as the system's calls would cut it there
    pub fn to_c(&self, ctx: &Ctx<'_>) -> Result<CString> {
        CString::new(self.0.as_slice()).map_err(|_| errors::throw_code(ctx, "ERR_INVALID_ARG_VALUE"))
    }
}

impl<'js> FromJs<'js> for Text {
    fn from_js(ctx: &Ctx<'js>, value: Value<'js>) -> Result<Self> {
        let string = JsString::from_js(ctx, value)?.to_cstring()?;
        // SAFETY: the engine's own copy, which lives as long as `string`.
        let bytes = unsafe { std::slice::from_raw_parts(string.as_ptr().cast::<u8>(), string.len()) };
        Ok(Self(unescape(bytes)))
    }
}

impl<'js> IntoJs<'js> for Text {
    fn into_js(self, ctx: &Ctx<'js>) -> Result<Value<'js>> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => Ok(JsString::from_str(ctx.clone(), text)?.into_value()),
            Err(_) => string_of_utf16(ctx, &escape(&self.0)),
        }
    }
}

fn string_of_utf16<'js>(ctx: &Ctx<'js>, units: &[u16]) -> Result<Value<'js>> {
    // SAFETY: the engine copies the units.
    let value = unsafe { qjs::JS_NewStringUTF16(ctx.as_raw().as_ptr(), units.as_ptr(), units.len() as _) };
    // SAFETY: a value of this context, which nobody else frees.
    let value = unsafe { Value::from_raw(ctx.clone(), value) };
    if value.is_exception() { Err(rquickjs::Error::Exception) } else { Ok(value) }
}

/// The engine writes a lone surrogate as three bytes, as UTF-8 would if it allowed them.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(3).position(|three| three[0] == 0xed && three[1] >= 0xa0) {
        result.extend_from_slice(&rest[..at]);
        let unit = 0xd000 | (u16::from(rest[at + 1] & 0x3f) << 6) | u16::from(rest[at + 2] & 0x3f);
        match unit {
            0xdc80..=0xdcff => result.push((unit & 0xff) as u8),
            _ => result.extend_from_slice("\u{fffd}".as_bytes()),
        }
        rest = &rest[at + 3..];
    }
    result.extend_from_slice(rest);
    result
}

fn escape(bytes: &[u8]) -> Vec<u16> {
    bytes
        .utf8_chunks()
        .flat_map(|chunk| {
            let invalid = chunk.invalid().iter().map(|byte| 0xdc00 | u16::from(*byte));
            chunk.valid().encode_utf16().chain(invalid).collect::<Vec<_>>()
        })
        .collect()
}

fn bytes_of<'a>(bytes: &'a TypedArray<'_, u8>) -> &'a [u8] {
    // SAFETY: no JavaScript runs while it is looked at.
    unsafe { bytes.as_bytes() }.unwrap_or(&[])
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    // As WHATWG's decoder, a sequence that breaks off becomes one U+FFFD.
    host.set(
        "decodeUtf8",
        Function::new(ctx.clone(), |bytes: TypedArray<'_, u8>| String::from_utf8_lossy(bytes_of(&bytes)).into_owned()),
    )?;
    host.set(
        "isUtf8",
        Function::new(ctx.clone(), |bytes: TypedArray<'_, u8>| std::str::from_utf8(bytes_of(&bytes)).is_ok()),
    )?;
    host.set(
        "decodeLatin1",
        Function::new(ctx.clone(), |bytes: TypedArray<'_, u8>| {
            bytes_of(&bytes).iter().map(|byte| char::from(*byte)).collect::<String>()
        }),
    )?;
    host.set("encodeUtf8", Function::new(ctx.clone(), |ctx: Ctx<'js>, text: Text| TypedArray::<u8>::new(ctx, text.0)))?;
    host.set("utf8Length", Function::new(ctx.clone(), |text: Text| text.0.len()))
}
