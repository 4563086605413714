"""Where case files lie: the program's own data folder, and folders that other programs or machines share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_CLOUD_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
    "mega": "MEGA",
    "box sync": "Box",
    "syncthing": "Syncthing",
}
_CLOUD_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "Nextcloud",
    ".tmp.drivedownload": "Google Drive",
}
_NETWORK_TYPES = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2",
    "fuse.gvfsd-fuse", "glusterfs",
)  # fmt: skip


def data_folder() -> Path:
    """Where backups and seals are kept: KPDESK_DATA, or the system's place for a program's data."""
    given = os.environ.get("KPDESK_DATA")
    return Path(given) if given else Path(platformdirs.user_data_path("kpdesk", appauthor=False))


def sharing(path: Path) -> str:
    """One sentence where ``path`` lies in a synchronised or network folder, else ""."""
    path = path.absolute()
    cloud = _cloud(path)
    if cloud:
        return (
            f"This case lies in a {cloud} folder. Close it before you open it on another computer, "
            "or the copies will go apart."
        )
    if _on_network(path):
        return (
            "This case lies on a network drive, where a save can be lost when the connection breaks. "
            "Keep it on this computer, and copies on the drive."
        )
    return ""


def shared_by(path: Path) -> str:
    """“Dropbox folder” or “network drive” where ``path`` lies in one, else ""."""
    path = path.absolute()
    cloud = _cloud(path)
    return f"{cloud} folder" if cloud else "network drive" if _on_network(path) else ""


def _cloud(path: Path) -> str:
    for folder in path.parents:
        name = folder.name.casefold()
        for known, shown in _CLOUD_NAMES.items():
            if name == known or name.startswith((f"{known} -", f"{known} (", f"{known}-")):
                return shown
        for mark, shown in _CLOUD_MARKS.items():
            if _there(folder, mark):
                return shown
    return ""


def _there(folder: Path, mark: str) -> bool:
    try:
        return next(folder.glob(mark), None) is not None if "*" in mark else (folder / mark).exists()
    except OSError:
        return False


def _on_network(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    if str(path).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == 4  # DRIVE_REMOTE
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in lines:
        _, where, what, *_ = [*line.split(" "), "", "", ""]
        where = where.replace("\\040", " ")
        inside = str(path) == where or str(path).startswith(where.rstrip("/") + "/")
        if inside and len(where) >= len(best):
            best, kind = where, what
    return kind in _NETWORK_TYPES
