"""Words Qt itself puts on screen, in the window's language: a text field's menu, the file dialog.

Qt ships no Bangla."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from app.ui.translation import tr

_KEYS = {
    "&Undo": "qt.undo",
    "&Redo": "qt.redo",
    "Cu&t": "qt.cut",
    "&Copy": "qt.copy",
    "Copy &Link Location": "qt.copy_link",
    "&Paste": "qt.paste",
    "Delete": "qt.delete",
    "&Delete": "qt.delete",
    "Select All": "qt.select_all",
    "Cancel": "button.cancel",
    "OK": "qt.ok",
    "Open": "qt.open",
    "&Open": "qt.open",
    "&Choose": "qt.choose",
    "&Look in:": "qt.look_in",
    "Directory:": "qt.folder_name",
    "File &name:": "qt.file_name",
    "Files of &type:": "qt.file_type",
    "All Files (*)": "qt.all_files",
    "Show &hidden files": "qt.hidden_files",
    "&New Folder": "qt.new_folder",
    "Create New Folder": "qt.new_folder",
    "Create a New Folder": "qt.new_folder",
    "&Rename": "qt.rename",
    "Back": "qt.back",
    "Go back": "qt.back",
    "Forward": "qt.forward",
    "Go forward": "qt.forward",
    "Parent Directory": "qt.parent_folder",
    "Go to the parent directory": "qt.parent_folder",
    "List View": "qt.list_view",
    "Change to list view mode": "qt.list_view",
    "Detail View": "qt.detail_view",
    "Change to detail view mode": "qt.detail_view",
    "Sidebar": "qt.places",
    "List of places and bookmarks": "qt.places",
    "Files": "qt.files",
    "Computer": "qt.computer",
    "Name": "qt.name",
    "Size": "qt.size",
    "Type": "qt.type",
    "Date Modified": "qt.changed",
    "Folder": "qt.folder",
    "Drive": "qt.drive",
}


class QtTranslator(QTranslator):
    """Install on the application; follows the window's language by itself."""

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        if source_text in _KEYS:
            return tr(_KEYS[source_text])
        # An empty answer would put an empty word on screen: PySide cannot say "no translation".
        return source_text

    def isEmpty(self) -> bool:
        return False
