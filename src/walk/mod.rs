//! An archive folder into its files, in a stable order.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::error::{Error, Result as Fallible};
use crate::report::{Reason, Skip};

pub mod changes;

/// A file of the archive.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it can be opened.
    pub path: PathBuf,
    /// As seen from the archive's folder, with `/` between folders; bytes that are no UTF-8 are spelled `\xff`.
    pub name: String,
    pub size: u64,
    pub modified: SystemTime,
}

/// Which files of an archive count, by globs over their names: `2019/**`, `*.html`, `drafts`.
///
/// A glob without `/` is matched against the name of the file or of any folder above it, as in a `.gitignore`.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
    /// What is excluded, as given.
    excluded: Vec<String>,
}

impl Globs {
    /// Compiles the globs. Without an include every file counts that is not excluded.
    pub fn new(include: &[String], exclude: &[String]) -> Fallible<Globs> {
        Ok(Globs { include: compile(include)?, exclude: compile(exclude)?, excluded: exclude.to_vec() })
    }

    /// These globs, with the excludes of `remembered` when they have none of their own.
    pub fn or_excluding(&self, remembered: &[String]) -> Fallible<Globs> {
        let mut out = self.clone();
        if self.excluded.is_empty() && !remembered.is_empty() {
            (out.exclude, out.excluded) = (compile(remembered)?, remembered.to_vec());
        }
        Ok(out)
    }

    /// What is excluded, as given.
    pub fn excluded(&self) -> &[String] {
        &self.excluded
    }

    /// Whether they leave nothing out.
    pub fn is_all(&self) -> bool {
        self.include.is_none() && self.exclude.is_none()
    }

    fn admits(&self, name: &str) -> bool {
        self.include.as_ref().is_none_or(|globs| globs.is_match(name)) && !self.excludes(name)
    }

    fn excludes(&self, name: &str) -> bool {
        self.exclude.as_ref().is_some_and(|globs| globs.is_match(name))
    }
}

fn compile(globs: &[String]) -> Fallible<Option<GlobSet>> {
    if globs.iter().all(String::is_empty) {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for written in globs.iter().filter(|glob| !glob.is_empty()) {
        let anchored = written.trim_end_matches('/').trim_start_matches("./");
        let pattern = match anchored.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if anchored.contains('/') => anchored.to_owned(),
            None => format!("**/{anchored}"),
        };
        for pattern in [format!("{pattern}/**"), pattern] {
            let glob = GlobBuilder::new(&pattern).literal_separator(true).build();
            set.add(glob.map_err(|e| Error::Usage(format!("the glob {written:?}: {}", e.kind())))?);
        }
    }
    set.build().map(Some).map_err(|e| Error::Usage(format!("the globs: {e}")))
}

/// The file that holds the archive's own names, which is no article.
pub const NAMES_FILE: &str = "names.toml";
/// The file that tells the folder of an index from any other.
pub const INDEX_LOCK: &str = "onrecord.lock";

/// The files under `root` (or `root` itself when it is a file), by the bytes of their names, whatever order the file
/// system keeps; what could not be looked into is among them as a skip.
pub fn walk(root: &Path) -> Vec<Result<Entry, Skip>> {
    walk_with(root, &Globs::default())
}

/// As [`walk`], with names that start with `root` as it was given, without a leading `./`: so its folders count, too.
pub fn walk_as_given(root: &Path) -> Vec<Result<Entry, Skip>> {
    let given = root.components().filter(|part| *part != Component::CurDir).map(|part| match part {
        Component::RootDir => String::new(),
        part => readable(part.as_os_str()),
    });
    let given = given.collect::<Vec<_>>();
    // The name of a root that is a file is the file's already.
    let above = if root.is_dir() { &given[..] } else { &given[..given.len().saturating_sub(1)] };
    let above: String = above.iter().flat_map(|part| [part, "/"]).collect();
    let mut found = walk(root);
    for found in &mut found {
        let name = match found {
            Ok(entry) => &mut entry.name,
            Err(skip) => &mut skip.path,
        };
        name.insert_str(0, &above);
    }
    found
}

/// As [`walk`], only the files that `globs` admit.
///
/// Files and folders whose name starts with a point are not part of an archive. Links are followed, except to what is
/// met anyway or would be met twice: so there are no loops.
pub fn walk_with(root: &Path, globs: &Globs) -> Vec<Result<Entry, Skip>> {
    let mut links = Links { root: root.canonicalize().unwrap_or_else(|_| root.to_owned()), followed: Vec::new() };
    let mut found: Vec<Found> = walkdir::WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || (!is_left_out(root, e, globs) && links.admit(e)))
        .filter(|e| e.as_ref().map_or_else(|e| e.loop_ancestor().is_none(), |e| e.file_type().is_file()))
        .map(|e| entry(root, e))
        .filter(|found| found.result.as_ref().map_or(true, |e| root == e.path || globs.admits(&e.name)))
        .collect();
    found.sort_by(|a, b| a.name().as_bytes().cmp(b.name().as_bytes()));
    links.drop_second_sights(&mut found);
    found.into_iter().map(|found| found.result).collect()
}

/// Whether what changed at `path` can change what [`walk_with`] finds under `root`: not in what is hidden, excluded or an
/// index.
pub fn concerns(root: &Path, path: &Path, globs: &Globs) -> bool {
    let Some(inner) = path.strip_prefix(root).ok().filter(|inner| !inner.as_os_str().is_empty()) else { return true };
    let hidden = inner.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    let in_index = || path.ancestors().take_while(|folder| *folder != root).any(is_index);
    if hidden || inner == Path::new(NAMES_FILE) || in_index() {
        return false;
    }
    // A folder may come and go as a whole, without a word on the files in it: their names, not its own, must be included.
    let name = name(root, path);
    if path.is_file() { globs.admits(&name) } else { !globs.excludes(&name) }
}

fn is_left_out(root: &Path, entry: &walkdir::DirEntry, globs: &Globs) -> bool {
    let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
    let names = entry.depth() == 1 && entry.file_name() == NAMES_FILE;
    let index = entry.file_type().is_dir() && is_index(entry.path());
    hidden || index || names || (globs.exclude.is_some() && globs.excludes(&name(root, entry.path())))
}

/// Whether a folder is an index, whatever it is called.
fn is_index(folder: &Path) -> bool {
    folder.join(INDEX_LOCK).is_file() && folder.join("meta.json").is_file()
}

struct Found {
    result: Result<Entry, Skip>,
}

impl Found {
    fn name(&self) -> &str {
        self.result.as_ref().map_or_else(|skip| &skip.path, |entry| &entry.name)
    }
}

/// Which links lead to something new.
struct Links {
    root: PathBuf,
    /// The folders outside of the root that links led to.
    followed: Vec<PathBuf>,
}

impl Links {
    /// Whether the walk should go where this entry leads.
    fn admit(&mut self, entry: &walkdir::DirEntry) -> bool {
        if !entry.path_is_symlink() {
            return true;
        }
        // A dead link is let through, so that it becomes a skip.
        let Ok(target) = entry.path().canonicalize() else { return true };
        if self.is_met_anyway(&target) {
            return false;
        }
        if entry.file_type().is_dir() {
            self.followed.push(target);
        }
        true
    }

    fn is_met_anyway(&self, target: &Path) -> bool {
        let inside = target
            .strip_prefix(&self.root)
            .is_ok_and(|inner| !inner.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")));
        let above = self.root.starts_with(target);
        inside || above || self.followed.iter().any(|f| target.starts_with(f) || f.starts_with(target))
    }

    /// Keeps the first of several names that lead to one file, where a link is among them.
    fn drop_second_sights(&self, found: &mut Vec<Found>) {
        let mut seen = HashSet::new();
        found.retain(|found| match &found.result {
            Ok(entry) if self.is_through_link(&entry.path) => {
                entry.path.canonicalize().map_or(true, |target| seen.insert(target))
            }
            _ => true,
        });
    }

    fn is_through_link(&self, path: &Path) -> bool {
        let outside = !self.followed.is_empty();
        path.is_symlink() || (outside && path.canonicalize().is_ok_and(|p| !p.starts_with(&self.root)))
    }
}

fn entry(root: &Path, found: walkdir::Result<walkdir::DirEntry>) -> Found {
    let result = match found {
        Err(e) => Err(skip(root, e.path().unwrap_or(root), &e)),
        Ok(found) => match found.metadata() {
            Err(e) => Err(skip(root, found.path(), &e)),
            Ok(meta) => Ok(Entry {
                name: name(root, found.path()),
                path: found.into_path(),
                size: meta.len(),
                modified: meta.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            }),
        },
    };
    Found { result }
}

fn skip(root: &Path, path: &Path, why: &walkdir::Error) -> Skip {
    let reason = why.io_error().map_or_else(|| why.to_string(), |e| e.to_string());
    Skip { path: name(root, path), row: None, reason: Reason::Unreadable(reason) }
}

fn name(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    let parts = inner.unwrap_or(Path::new(path.file_name().unwrap_or(path.as_os_str()))).components();
    parts.map(|p| readable(p.as_os_str())).collect::<Vec<_>>().join("/")
}

/// Two names that differ in bytes must differ here too, so nothing is replaced by a mark that stands for anything.
fn readable(part: &std::ffi::OsStr) -> String {
    let mut out = String::new();
    for chunk in part.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], links: &[(&str, &str)], globs: &Globs, expected: &str) {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        for (link, target) in links {
            #[cfg(unix)]
            std::os::unix::fs::symlink(dir.path().join(target), dir.path().join(link)).unwrap();
        }
        let root = dir.path().join("archive");
        let found = walk_with(&root, globs);
        let names: Vec<String> =
            found.iter().map(|f| f.as_ref().map_or_else(|s| format!("skip:{}", s.path), |e| e.name.clone())).collect();
        assert_eq!(names.join(" "), expected);
    }

    #[test]
    fn files_come_by_the_bytes_of_their_names() {
        let files = ["archive/b/1.txt", "archive/b.txt", "archive/B.txt", "archive/ä.txt", "archive/b-2/1.txt"];
        check(&files, &[], &Globs::default(), "B.txt b-2/1.txt b.txt b/1.txt ä.txt");
    }

    #[test]
    fn hidden_files_and_the_names_file_are_no_articles() {
        let files = ["archive/.onrecord/meta.json", "archive/.x.txt", "archive/names.toml", "archive/a/names.toml"];
        check(&files, &[], &Globs::default(), "a/names.toml");
    }

    #[test]
    fn names_can_start_as_the_root_was_given() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("2021/05")).unwrap();
        std::fs::write(dir.path().join("2021/05/a.txt"), "x").unwrap();
        let root = dir.path().to_str().unwrap();
        for given in ["2021", "2021/05/", "2021/05/a.txt", "./2021/./05/a.txt", ""] {
            let found = walk_as_given(&dir.path().join(given));
            assert_eq!(found[0].as_ref().unwrap().name, format!("{root}/2021/05/a.txt"), "{given}");
        }
        let names =
            |given: &str| walk_as_given(Path::new(given)).into_iter().map(|e| e.map_or_else(|s| s.path, |e| e.name));
        // Tests run in the folder of Cargo.toml.
        assert_eq!(names("./src/walk/mod.rs").collect::<Vec<_>>(), ["src/walk/mod.rs"]);
        assert!(names(".").any(|name| name == "src/walk/mod.rs"));
        assert_eq!(names("./none/a.txt").collect::<Vec<_>>(), ["none/a.txt"]);
    }

    #[test]
    fn the_folder_of_an_index_is_left_out_by_any_name() {
        let files =
            ["archive/a.txt", "archive/old.idx/meta.json", "archive/old.idx/onrecord.lock", "archive/b/meta.json"];
        check(&files, &[], &Globs::default(), "a.txt b/meta.json");
    }

    #[test]
    fn globs_include_and_exclude() {
        let files = ["archive/2019/a.txt", "archive/2019/drafts/b.txt", "archive/2020/c.html", "archive/d.txt"];
        let globs = |include: &[&str], exclude: &[&str]| {
            let owned = |g: &[&str]| g.iter().map(|g| (*g).to_owned()).collect::<Vec<_>>();
            Globs::new(&owned(include), &owned(exclude)).unwrap()
        };
        check(&files, &[], &globs(&["*.txt"], &[]), "2019/a.txt 2019/drafts/b.txt d.txt");
        check(&files, &[], &globs(&[], &["drafts", "*.html"]), "2019/a.txt d.txt");
        check(&files, &[], &globs(&["2019/*"], &["drafts/"]), "2019/a.txt");
        let refused = Globs::new(&["a[".to_owned()], &[]).unwrap_err().to_string();
        assert!(refused.starts_with("the glob \"a[\": "), "{refused}");
    }

    #[test]
    fn changes_where_nothing_is_read_concern_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for file in ["a.txt", "b.html", "old.idx/meta.json", "old.idx/onrecord.lock", "folder.txt/c.html", ".d/e.txt"] {
            std::fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
            std::fs::write(root.join(file), "x").unwrap();
        }
        let globs = Globs::new(&["*.txt".to_owned()], &["drafts".to_owned()]).unwrap();
        let all = Globs::default();
        let cases = [
            // By no globs, by globs: what has gone is taken for a folder.
            ("", true, true),
            ("a.txt", true, true),
            ("b.html", true, false),
            ("gone/folder", true, true),
            ("drafts/f.txt", true, false),
            ("old.idx", false, false),
            ("old.idx/segment", false, false),
            (".d/e.txt", false, false),
            ("g/.h", false, false),
            ("names.toml", false, false),
            ("g/names.toml", true, true),
        ];
        for (path, by_all, by_globs) in cases {
            assert_eq!(concerns(root, &root.join(path), &all), by_all, "{path}");
            assert_eq!(concerns(root, &root.join(path), &globs), by_globs, "{path} by globs");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_what_is_new_and_only_once() {
        let files = ["archive/a/1.txt", "outside/2.txt", "outside/deep/3.txt"];
        let links = [
            ("archive/a/up", "archive"),
            ("archive/again", "archive/a"),
            ("archive/one.txt", "archive/a/1.txt"),
            ("archive/out", "outside"),
            ("archive/out-again", "outside"),
            ("archive/z-deep", "outside/deep"),
            ("outside/back", "archive"),
        ];
        check(&files, &links, &Globs::default(), "a/1.txt out/2.txt out/deep/3.txt");
    }

    #[cfg(unix)]
    #[test]
    fn a_dead_link_is_a_skip_and_a_loop_is_nothing() {
        check(&["archive/a.txt"], &[("archive/dead.txt", "nowhere")], &Globs::default(), "a.txt skip:dead.txt");
        check(&["archive/a.txt"], &[("archive/loop", "archive/loop")], &Globs::default(), "a.txt skip:loop");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_utf_8_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        for name in [&b"a\xff.txt"[..], b"a\xfe.txt"] {
            std::fs::write(dir.path().join(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
        }
        let names: Vec<String> = walk(dir.path()).into_iter().map(|e| e.unwrap().name).collect();
        assert_eq!(names, ["a\\xfe.txt", "a\\xff.txt"]);
    }
}
