"""The poster the box prints, read as a camera reads it."""

import base64
import subprocess


def judge(said, folder):
    """What is wrong with the poster's codes, or nothing."""
    path = f"{folder}/poster"
    with open(f"{path}.pdf", "wb") as pdf:
        pdf.write(base64.b64decode(said["poster"]))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", f"{path}.pdf", path], check=True)
    codes = subprocess.run(["zbarimg", "--quiet", "--raw", f"{path}.png"], capture_output=True, text=True).stdout
    return "" if said["join"] in codes.splitlines() else f"no code says {said['join']}: {codes}"
