//! A watch keeps the index fresh whatever happens to the files, is not woken by its own work, and ends when it is told to.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::Archive;

/// A machine may be busy: nothing takes so long unless it never comes.
const LIMIT: Duration = Duration::from_secs(120);

/// A watch that runs, and what it told so far.
struct Watch {
    child: Child,
    told: Arc<Mutex<Vec<String>>>,
}

impl Watch {
    /// Starts without waiting.
    fn begin(archive: &Archive, arguments: &[&str]) -> Watch {
        let mut command = archive.command(&[&["watch"], arguments].concat());
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let told = Arc::<Mutex<Vec<String>>>::default();
        let (lines, out) = (BufReader::new(child.stderr.take().expect("it is piped")).lines(), Arc::clone(&told));
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| out.lock().unwrap().push(line)));
        Watch { child, told }
    }

    /// Starts, and waits for the end of the first round.
    fn of(archive: &Archive, arguments: &[&str]) -> Watch {
        let watch = Watch::begin(archive, arguments);
        watch.until("the first round ends", || watch.tells("watching;"));
        watch
    }

    fn told(&self) -> String {
        self.told.lock().unwrap().join("\n")
    }

    fn tells(&self, what: &str) -> bool {
        self.told().contains(what)
    }

    fn until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < LIMIT, "never: {what}\n{}", self.told());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Tells it to end, in the way of a service manager.
    fn end(mut self) -> (ExitStatus, String) {
        let sent = Command::new("kill").arg(self.child.id().to_string()).status().expect("there is kill");
        assert!(sent.success(), "it ended by itself\n{}", self.told());
        let start = Instant::now();
        let status = loop {
            match self.child.try_wait().expect("it is ours") {
                Some(status) => break status,
                None => assert!(start.elapsed() < LIMIT, "it does not end\n{}", self.told()),
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        (status, self.told())
    }

    fn ends_well(self) -> String {
        let (status, told) = self.end();
        assert_eq!(status.code(), Some(0), "{told}");
        told
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(word: &str) -> String {
    format!(
        "Rat berät über {word}\n\nMusterstadt. Das Wort sei {word}, sagte Anna Weber am Mittwoch im Rat der Stadt.\n"
    )
}

/// Writes a file that comes in one piece, so that no round can meet it half written.
fn put(archive: &Archive, name: &str, content: &str) {
    archive.write(".coming", content);
    fs::rename(archive.path().join(".coming"), archive.path().join(name)).expect("its folder is there");
}

/// The files in which a word is found; all without one.
fn found(archive: &Archive, arguments: &[&str]) -> BTreeSet<String> {
    let output = archive.run(&[&["search", "--files", "-n", "0"], arguments].concat());
    String::from_utf8(output.stdout).expect("paths are text").lines().map(str::to_owned).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_file_comes_changes_and_goes() {
    let archive = Archive::empty();
    archive.write("old.txt", text("Altbestand"));
    let watch = Watch::of(&archive, &["."]);
    assert_eq!(found(&archive, &["Altbestand"]), set(&["old.txt"]));

    fs::create_dir_all(archive.path().join("2021/05")).unwrap();
    put(&archive, "2021/05/new.txt", &text("Gartenzaun"));
    watch.until("a new file is found", || found(&archive, &["Gartenzaun"]) == set(&["2021/05/new.txt"]));
    archive.write("2021/05/new.txt", text("Brückenpfeiler"));
    watch.until("the change is found", || found(&archive, &["Brückenpfeiler"]) == set(&["2021/05/new.txt"]));
    assert_eq!(found(&archive, &["Gartenzaun"]), set(&[]));
    fs::rename(archive.path().join("2021/05"), archive.path().join("2021/06")).unwrap();
    watch.until("the folder has its new name", || found(&archive, &["Brückenpfeiler"]) == set(&["2021/06/new.txt"]));
    fs::remove_dir_all(archive.path().join("2021")).unwrap();
    watch.until("it is gone", || found(&archive, &["Brückenpfeiler"]).is_empty());

    assert_eq!(found(&archive, &[]), set(&["old.txt"]));
    let told = watch.ends_well();
    assert!(told.contains(" 1 added, 2 articles\n"), "{told}");
    assert!(told.contains(" 1 removed, 1 article\n"), "{told}");
    let last = told.lines().last().unwrap_or_default();
    assert!(last.starts_with("onrecord: watched: ") && last.ends_with("; 1 article in the index"), "{told}");
}

#[test]
fn what_is_not_read_does_not_wake_it() {
    let archive = Archive::empty();
    archive.write("a.txt", text("Gartenzaun"));
    let watch = Watch::of(&archive, &[".", "--index", "own", "--exclude", "drafts", "--verbose"]);
    archive.write(".hidden.txt", text("Altbestand"));
    archive.write("drafts/b.txt", text("Altbestand"));
    archive.write("own/c.txt", text("Altbestand"));
    // Long enough to be woken by the work of the first round, or by these.
    let start = Instant::now();
    watch.until("time goes by", || start.elapsed() > Duration::from_secs(2));
    assert!(!watch.tells("nothing new"), "{}", watch.told());
    put(&archive, "d.txt", &text("Brückenpfeiler"));
    watch.until("a file that counts is found", || watch.tells(" 1 added, 2 articles"));
    let told = watch.ends_well();
    assert!(!told.contains("nothing new"), "{told}");
    assert_eq!(found(&archive, &["--index", "own"]), set(&["a.txt", "d.txt"]));
}

#[test]
fn a_storm_ends_in_what_is_there() {
    let archive = Archive::empty();
    archive.write("calm.txt", text("Altbestand"));
    let watch = Watch::of(&archive, &["."]);
    let path = |name: String| archive.path().join(name);
    for n in 0..300 {
        archive.write(&format!("{}/{n:03}.txt", n % 10), text(&format!("Sturm{n}")));
    }
    for n in 0..200 {
        fs::rename(path(format!("{}/{n:03}.txt", n % 10)), path(format!("{}/r{n:03}.txt", n % 10))).unwrap();
    }
    for n in 0..100 {
        fs::remove_file(path(format!("{}/r{n:03}.txt", n % 10))).unwrap();
    }
    fs::rename(path("9".to_owned()), path("nine".to_owned())).unwrap();
    let folder = |n: usize| if n % 10 == 9 { "nine".to_owned() } else { (n % 10).to_string() };
    let renamed = (100..200).map(|n| format!("{}/r{n:03}.txt", folder(n)));
    let kept = (200..300).map(|n| format!("{}/{n:03}.txt", folder(n)));
    let expected: BTreeSet<String> = renamed.chain(kept).chain(["calm.txt".to_owned()]).collect();
    watch.until("all that is left is found, and no more", || found(&archive, &[]) == expected);
    watch.ends_well();
}

#[test]
fn an_archive_is_replaced_and_looked_at_again() {
    let archive = Archive::empty();
    archive.write("press/a.txt", text("Gartenzaun"));
    let watch = Watch::of(&archive, &["press", "--index", "index"]);
    fs::rename(archive.path().join("press"), archive.path().join("before")).unwrap();
    watch.until("it is missed", || watch.tells("press: No such file or directory") && watch.tells("watching on"));
    archive.write("press/b.txt", text("Brückenpfeiler"));
    watch.until("the other one is found", || found(&archive, &["--index", "index"]) == set(&["b.txt"]));
    archive.write("press/c.txt", text("Altbestand"));
    watch.until("what comes there, too", || found(&archive, &["--index", "index"]) == set(&["b.txt", "c.txt"]));
    watch.ends_well();
}

#[test]
fn without_word_of_the_system_it_looks_by_itself() {
    let archive = Archive::empty();
    let report = archive.path().join(".report.jsonl");
    let watch = Watch::of(&archive, &[".", "--poll", "1", "--report", ".report.jsonl"]);
    put(&archive, "a.txt", &text("Gartenzaun"));
    watch.until("the file is found", || found(&archive, &["Gartenzaun"]) == set(&["a.txt"]));
    archive.write("empty.txt", "");
    watch.until("it is told once", || lines(&report).len() == 2);
    put(&archive, "b.txt", &text("Brückenpfeiler"));
    watch.until("so is the next", || lines(&report).len() == 3);
    watch.ends_well();
    let paths: Vec<String> = lines(&report).iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths, ["a.txt", "empty.txt", "b.txt"]);
}

fn lines(report: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(report).expect("the report is there");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is whole")).collect()
}

#[test]
fn the_first_round_can_be_ended_on_the_way() {
    let archive = Archive::empty();
    for n in 0..1500 {
        archive.write(&format!("{n:04}.txt"), text(&format!("Wort{n}")));
    }
    let watch = Watch::begin(&archive, &["."]);
    watch.until("it has begun", || archive.path().join(".onrecord/onrecord.lock").exists());
    let told = watch.ends_well();
    assert!(told.contains("onrecord: watched: "), "{told}");
    let output = archive.run(&["index", "."]);
    assert!(output.status.success());
    assert_eq!(found(&archive, &[]).len(), 1500);
}

#[test]
fn what_cannot_be_watched_ends_it_at_once() {
    let archive = Archive::empty();
    let output = archive.run(&["watch", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("onrecord: nowhere: "));
}
