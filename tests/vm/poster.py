"""The poster that the box prints, read as a camera reads it."""

import base64

from checks import run


def judge(report, folder):
    """What is wrong with the poster's QR codes, or nothing."""
    path = f"{folder}/poster"
    with open(f"{path}.pdf", "wb") as pdf:
        pdf.write(base64.b64decode(report["poster"]))
    run("pdftoppm", "-r", "150", "-png", "-singlefile", f"{path}.pdf", path)
    # Exit code 4: no code in the picture.
    codes = run("zbarimg", "--quiet", "--raw", f"{path}.png", ok=(0, 4))
    return "" if report["join"] in codes.splitlines() else f"no code says {report['join']}: {codes}"
