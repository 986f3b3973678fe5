//! This repository keeps the rules of the house.
#![expect(clippy::unwrap_used, reason = "a repository that cannot be read fails the test, and says where")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use tradepost_architecture::{Member, Use, Violation, check_members, check_source, check_top_level};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_path_buf()
}

fn folder_of(path: &Path) -> String {
    path.strip_prefix(top()).unwrap_or(path).to_string_lossy().into_owned()
}

fn member_of(package: &Package) -> Member {
    let manifest = package.manifest_path.as_std_path();
    let parsed: toml::Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
    let inherits_lints =
        parsed.get("lints").and_then(|lints| lints.get("workspace")) == Some(&toml::Value::Boolean(true));
    let uses = package.dependencies.iter().map(|dependency| Use {
        package: dependency.name.clone(),
        alias: dependency.rename.clone().unwrap_or_else(|| dependency.name.clone()),
        folder: dependency.path.as_ref().map(|path| folder_of(path.as_std_path())),
        for_tests: dependency.kind == DependencyKind::Development,
        optional: dependency.optional,
    });
    let features: BTreeMap<_, _> = package.features.clone();
    Member {
        package: package.name.to_string(),
        folder: folder_of(manifest.parent().unwrap()),
        uses: uses.collect(),
        features: features.into_iter().collect(),
        inherits_lints,
    }
}

fn members() -> Vec<Member> {
    let metadata = MetadataCommand::new().manifest_path(top().join("Cargo.toml")).no_deps().exec().unwrap();
    metadata.packages.iter().map(member_of).collect()
}

/// Every Rust file below a folder.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                rust_files(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn assert_none(found: &[Violation]) {
    assert!(found.is_empty(), "\n{}\n", found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_crate_lives_in_a_room_and_uses_only_what_that_room_may() {
    let members = members();
    assert!(members.iter().any(|member| member.folder == "domain/kernel"), "the workspace was not read");
    assert!(members.iter().any(|member| member.uses.iter().any(|used| used.folder.is_some())), "no edge was read");
    assert_none(&check_members(&members));
}

#[test]
fn every_folder_of_crates_holds_crates_alone() {
    let known: Vec<String> = members().into_iter().map(|member| member.folder).collect();
    for floor in ["domain", "ports", "adapters", "bins"] {
        for entry in fs::read_dir(top().join(floor)).unwrap() {
            let folder = folder_of(&entry.unwrap().path());
            assert!(known.contains(&folder), "{folder} is no member of the workspace");
        }
    }
}

#[test]
fn the_top_of_the_repository_holds_only_what_belongs_there() {
    // What .gitignore names, and git's own folder, are no part of the repository.
    let ignored = [".git", "target", "data", ".env", "node_modules"];
    let entries: Vec<String> = fs::read_dir(top())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !ignored.contains(&name.as_str()))
        .collect();
    assert_none(&check_top_level(entries.iter().map(String::as_str)));
}

#[test]
fn every_file_keeps_the_rules_of_writing() {
    let mut files = Vec::new();
    for floor in ["domain", "ports", "adapters", "bins", "tests"] {
        rust_files(&top().join(floor), &mut files);
    }
    assert!(files.len() > 50, "only {} files were found", files.len());
    files.sort();
    let found: Vec<Violation> =
        files.iter().flat_map(|path| check_source(&folder_of(path), &fs::read_to_string(path).unwrap())).collect();
    assert_none(&found);
}
