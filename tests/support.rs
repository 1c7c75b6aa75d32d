//! Helpers of the tests: fixtures found in folders, differences made readable.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::civil::Date;
use onrecord::article::Article;

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below `tests/<folder>` with that extension, at any depth, in order of path.
pub fn fixtures(folder: &str, extension: &str) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(repository().join("tests").join(folder)).sort_by_file_name();
    let files = all.into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()).map(|e| e.into_path());
    files.filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

/// An article of that text, of no known origin.
pub fn article(language: Option<&str>, title: &str, text: &str, published: Option<Date>) -> Article {
    Article {
        id: "test".to_owned(),
        path: "test.txt".to_owned(),
        position: 0,
        title: title.to_owned(),
        authors: Vec::new(),
        source: None,
        section: None,
        url: None,
        language: language.map(str::to_owned),
        published,
        published_by: None,
        topics: Vec::new(),
        text: text.to_owned(),
        doubts: Default::default(),
    }
}

/// Compares a rendering with the file that holds the expected one; `UPDATE_EXPECT=1` rewrites the file instead.
/// Gives the difference, line by line, where there is one.
pub fn compare(expected: &Path, found: &str) -> Option<String> {
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|v| v != "0") {
        std::fs::write(expected, found).expect("the folder of fixtures can be written");
        return None;
    }
    let wanted = std::fs::read_to_string(expected).unwrap_or_default();
    (wanted != found).then(|| format!("{}\n{}", expected.display(), difference(&wanted, found)))
}

/// What changed, as `-` and `+` lines with some context.
pub fn difference(wanted: &str, found: &str) -> String {
    similar::TextDiff::from_lines(wanted, found).unified_diff().context_radius(2).to_string()
}

/// A temporary archive that the program is run in; it goes away with the value.
pub struct Archive {
    folder: tempfile::TempDir,
}

impl Archive {
    /// An archive without articles and without an index.
    pub fn empty() -> Archive {
        Archive { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// A copy of a folder, indexed.
    pub fn copied(from: &Path) -> Archive {
        let archive = Archive::empty();
        for entry in walkdir::WalkDir::new(from).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file())
        {
            let name = entry.path().strip_prefix(from).expect("found below the folder");
            let text = std::fs::read(entry.path()).expect("a fixture is readable");
            archive.write(&name.to_string_lossy(), &text);
        }
        let indexed = archive.run(&["index", "."]);
        assert!(indexed.status.success(), "{}", String::from_utf8_lossy(&indexed.stderr));
        archive
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of it, with the folders above.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the archive can be written");
        std::fs::write(path, content).expect("the archive can be written");
    }

    /// The program with these arguments, in the archive's folder, ready to run.
    pub fn command<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments).current_dir(self.path()).env_remove("ONRECORD_INDEX").env_remove("NO_COLOR");
        command
    }

    /// Runs the program with these arguments in the archive's folder.
    pub fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Output {
        self.command(arguments).output().expect("the program can be run")
    }
}
