//! Compiles the launcher's JavaScript to the engine's bytecode, and writes the list of its parts.

use std::path::{Path, PathBuf};
use std::{env, fs};

use miniz_oxide::deflate::compress_to_vec;
use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::{Declared, WriteOptions, WriteOptionsEndianness};
use rquickjs::{Context, Ctx, Error, Module, Result, Runtime};

/// What every run loads is stored as it is, the rest compressed.
const EVERY_RUN: &str = "cli.js";
/// The best that deflate does.
const LEVEL: u8 = 10;

/// Any module that a part imports, empty: to compile a part, its imports must resolve, but are not run.
struct Anything;

impl Resolver for Anything {
    fn resolve<'js>(&mut self, _: &Ctx<'js>, _: &str, name: &str, _: Option<ImportAttributes<'js>>) -> Result<String> {
        Ok(name.to_owned())
    }
}

impl Loader for Anything {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        Module::declare(ctx.clone(), name, "")
    }
}

fn main() {
    let parts = PathBuf::from(env::var("WITH_MLFLOW_ENV_PARTS").unwrap_or_else(|_| "../dist/native/parts".to_owned()));
    println!("cargo:rerun-if-env-changed=WITH_MLFLOW_ENV_PARTS");
    println!("cargo:rerun-if-changed={}", parts.display());
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let mut names: Vec<String> = fs::read_dir(&parts)
        .unwrap_or_else(|error| panic!("{}: {error}: run 'npm run build:native'", parts.display()))
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".js"))
        .collect();
    names.sort();
    let mut list = String::from("const PARTS: &[(&str, usize, &[u8])] = &[\n");
    for name in &names {
        println!("cargo:rerun-if-changed={}", parts.join(name).display());
        let compiled = compile(&parts.join(name), name);
        let is_stored = name == EVERY_RUN;
        let (size, bytes) = if is_stored { (0, compiled) } else { (compiled.len(), compress_to_vec(&compiled, LEVEL)) };
        fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
        list += &format!("    ({name:?}, {size}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),\n");
    }
    list += "];\n";
    fs::write(out.join("parts.rs"), list).expect("OUT_DIR can be written");
    list_modules(&out);
}

/// The modules of the host, for the program that runs tests: all but the launcher's engine.
fn list_modules(out: &Path) {
    const MAIN: &str = "src/main.rs";
    println!("cargo:rerun-if-changed={MAIN}");
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src");
    let list: String = fs::read_to_string(MAIN)
        .expect("it is compiled")
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .filter(|name| *name != "engine")
        .map(|name| format!("#[path = {:?}]\nmod {name};\n", folder.join(format!("{name}.rs"))))
        .collect();
    fs::write(out.join("modules.rs"), list).expect("OUT_DIR can be written");
}

fn compile(path: &Path, name: &str) -> Vec<u8> {
    let source = fs::read(path).expect("it was listed");
    let runtime = Runtime::new().expect("there is memory");
    runtime.set_loader(Anything, Anything);
    let context = Context::full(&runtime).expect("there is memory");
    context.with(|ctx| {
        let compiled = Module::declare(ctx.clone(), name, source).and_then(|module| {
            module.write(WriteOptions {
                endianness: WriteOptionsEndianness::Little,
                strip_source: true,
                strip_debug: env::var_os("WITH_MLFLOW_ENV_KEEP_NAMES").is_none(),
                ..WriteOptions::default()
            })
        });
        compiled.unwrap_or_else(|error| match error {
            Error::Exception => panic!("{name}: {:?}", ctx.catch()),
            other => panic!("{name}: {other}"),
        })
    })
}
