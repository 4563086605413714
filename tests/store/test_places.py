"""Folders that others share are recognised and told; ordinary ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.store.places import _on_network, data_folder, sharing


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Dropbox/cases", "Dropbox"),
        ("OneDrive - Example Org", "OneDrive"),
        ("Library/Mobile Documents/x", "iCloud Drive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_folders_of_synchronising_programs_are_told(tmp_path: Path, folder: str, name: str) -> None:
    """By the names that those programs give their folders."""
    assert name in sharing(tmp_path / folder / "a.kpdesk")


def test_a_syncthing_folder_is_known_by_its_mark(tmp_path: Path) -> None:
    """Its name can be anything; its marker cannot."""
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in sharing(tmp_path / "sub" / "a.kpdesk")


def test_an_ordinary_folder_is_not_warned_about(tmp_path: Path) -> None:
    """No false alarm."""
    assert sharing(tmp_path / "cases" / "a.kpdesk") == ""


def test_network_mounts_are_told_from_local_ones(tmp_path: Path) -> None:
    """The longest mount point above the file decides."""
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/team\\040files nfs4 rw 0 0\n//s/y /mnt/win cifs rw 0 0\n"
    )
    assert _on_network(Path("/mnt/team files/a.kpdesk"), mounts)
    assert _on_network(Path("/mnt/win/b/a.kpdesk"), mounts)
    assert not _on_network(Path("/mnt/winter/a.kpdesk"), mounts)
    assert not _on_network(Path("/home/me/a.kpdesk"), mounts)


def test_the_data_folder_can_be_named(tmp_path: Path) -> None:
    """KPDESK_DATA moves backups and seals elsewhere."""
    assert data_folder() == tmp_path / "data"
