#!/usr/bin/env python3
"""Deck v1, a second implementation: checks the draws of a Hallbox night with nothing but Python.

    deck_v1.py orders < CASES        one JSON object a line: seed, game, entropy, and either lock or
                                     rules_hash and serials; optionally tie: {stage, call, among}.
                                     Prints commitment, card_root, lock, order and pick, a line each.
    deck_v1.py night LEAVES          one ledger leaf a line, in order. Recomputes every commitment,
                                     lock, order and random tie and compares them with what the
                                     night did. Exits 0 when all is right, 1 naming the first seq
                                     that is not.
"""

import hashlib
import hmac
import json
import sys


def sha256(data):
    return hashlib.sha256(data).digest()


def commitment(seed):
    return sha256(b"hallbox deck v1\n" + seed).hex()


def merkle_root(leaves):
    """RFC 6962, section 2.1."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + merkle_root(leaves[:split]) + merkle_root(leaves[split:]))


def card_root(serials):
    return merkle_root([str(serial).encode() for serial in sorted(serials)]).hex()


def lock(game, rules_hash, root):
    return sha256(f"{game}\n{rules_hash}\n{root}".encode()).hex()


def stream(seed, message):
    block = 0
    while True:
        counter = block.to_bytes(4, "big")
        yield from hmac.new(seed, message + counter, hashlib.sha512).digest()
        block += 1


def order(seed, game, lock_hex, entropy):
    message = b"hallbox deck v1\0" + game.encode() + b"\0"
    message += bytes.fromhex(lock_hex) + entropy.encode() + b"\0"
    random_bytes = stream(seed, message)
    balls = list(range(1, 76))
    for i in range(74, 0, -1):
        byte = next(random_bytes)
        while byte >= 256 - 256 % (i + 1):
            byte = next(random_bytes)
        j = byte % (i + 1)
        balls[i], balls[j] = balls[j], balls[i]
    return balls


def pick(seed, game, stage, call, among):
    message = b"hallbox tie v1\0" + game.encode() + b"\0" + bytes([stage, call])
    random_bytes = stream(seed, message)
    while True:
        word = int.from_bytes(bytes(next(random_bytes) for _ in range(4)), "big")
        if word < 2**32 - 2**32 % len(among):
            return among[word % len(among)]


class Wrong(Exception):
    """What is wrong, and the seq it shows at."""


class Game:
    def __init__(self, seq, data):
        self.id = data["game"]
        self.seq = seq
        self.source = data["source"]
        self.rules = data["rules"]
        self.commitment = None
        self.lock = None
        self.entropy = None
        self.standing = []  # calls not taken back
        self.calls = []  # (seq, call, ball), those taken back included
        self.wins = {}  # stage -> call of the ball that won it
        self.ties = []  # [last seq, stage, call, serials, winners]
        self.revealed = False


class Night:
    def __init__(self):
        self.games = {}
        self.serials = set()

    def hear(self, seq, kind, data):
        hear = getattr(self, "hear_" + kind, None)
        if hear:
            hear(seq, data)

    def game(self, seq, data):
        if data["game"] not in self.games:
            raise Wrong(seq, f"game {data['game']} was never opened")
        return self.games[data["game"]]

    def hear_card_activated(self, seq, data):
        self.serials.add(data["serial"])

    def hear_card_voided(self, seq, data):
        self.serials.discard(data["serial"])

    def hear_game_opened(self, seq, data):
        if data["game"] in self.games:
            raise Wrong(seq, f"game {data['game']} was opened before")
        self.games[data["game"]] = Game(seq, data)

    def hear_game_committed(self, seq, data):
        game = self.game(seq, data)
        if game.commitment is not None or game.lock is not None:
            raise Wrong(seq, f"game {game.id} was committed before")
        game.commitment = data["commitment"]

    def hear_game_locked(self, seq, data):
        game = self.game(seq, data)
        if game.commitment is None:
            raise Wrong(seq, f"game {game.id} was locked without a committed seed")
        if game.lock is not None:
            raise Wrong(seq, f"game {game.id} was locked before")
        rules = json.dumps(game.rules, separators=(",", ":"), ensure_ascii=False)
        expect(seq, "rules hash", data["rules_hash"], sha256(rules.encode()).hex())
        expect(seq, "card root", data["card_root"], card_root(self.serials))
        expect(seq, "lock", data["lock"], lock(game.id, data["rules_hash"], data["card_root"]))
        game.lock = data["lock"]

    def hear_entropy_added(self, seq, data):
        game = self.game(seq, data)
        if game.lock is None:
            raise Wrong(seq, "entropy was given before the lock")
        if game.entropy is not None or game.calls:
            raise Wrong(seq, "entropy was changed after it was fixed")
        game.entropy = data["text"]

    def hear_ball_called(self, seq, data):
        game = self.game(seq, data)
        if game.lock is None:
            raise Wrong(seq, "a ball was called before the lock")
        if game.revealed:
            raise Wrong(seq, "a ball was called after the seed was known")
        expect(seq, "call", data["call"], len(game.standing) + 1)
        if data["ball"] not in range(1, 76) or data["ball"] in game.standing:
            raise Wrong(seq, f"ball {data['ball']} cannot come now")
        game.standing.append(data["ball"])
        game.calls.append((seq, data["call"], data["ball"]))

    def hear_ball_recalled(self, seq, data):
        game = self.game(seq, data)
        if not game.standing:
            raise Wrong(seq, "there is no call to take back")
        expect(seq, "call", data["call"], len(game.standing))
        expect(seq, "ball", data["ball"], game.standing.pop())
        game.wins = {stage: call for stage, call in game.wins.items() if call < data["call"]}

    def hear_win_detected(self, seq, data):
        self.game(seq, data).wins[data["stage"]] = data["call"]

    def hear_tie_resolved(self, seq, data):
        game = self.game(seq, data)
        if data["rule"] != "random":
            return
        if data["stage"] not in game.wins:
            raise Wrong(seq, "a tie was resolved where nothing was won")
        call = game.wins[data["stage"]]
        if game.ties and game.ties[-1][0] == seq - 1:
            # A tie of more cards than one entry holds goes on in the next.
            game.ties[-1][0] = seq
            game.ties[-1][3] += data["serials"]
            game.ties[-1][4] += data["winners"]
        else:
            game.ties.append([seq, data["stage"], call, data["serials"], data["winners"]])

    def hear_seed_revealed(self, seq, data):
        game = self.game(seq, data)
        seed = bytes.fromhex(data["seed"])
        if len(seed) != 64:
            raise Wrong(seq, "the seed is not 64 bytes long")
        expect(seq, "commitment", game.commitment, commitment(seed))
        if game.source == "rng" and game.calls:
            balls = order(seed, game.id, game.lock, game.entropy or "")
            for at, call, ball in game.calls:
                expect(at, f"call {call}", ball, balls[call - 1])
        for at, stage, call, serials, winners in game.ties:
            expect(at, "winner", winners, [pick(seed, game.id, stage, call, serials)])
        game.revealed = True

    def close(self):
        for game in self.games.values():
            if game.calls and not game.revealed:
                raise Wrong(game.seq, f"the seed of game {game.id} was never revealed")


def expect(seq, what, found, wanted):
    if found != wanted:
        raise Wrong(seq, f"{what} is {found}, it should be {wanted}")


def check_night(lines):
    night = Night()
    for seq, line in enumerate(lines):
        try:
            leaf = json.loads(line)
            expect(seq, "seq", leaf["seq"], seq)
            night.hear(seq, leaf["type"], leaf["data"])
        except Wrong:
            raise
        except (ValueError, LookupError, TypeError) as error:
            raise Wrong(seq, f"not a leaf: {error!r}") from error
    night.close()
    return night


def print_orders(lines):
    for line in lines:
        case = json.loads(line)
        seed, game = bytes.fromhex(case["seed"]), case["game"]
        answer = {"commitment": commitment(seed)}
        if "serials" in case:
            answer["card_root"] = card_root(case["serials"])
            answer["lock"] = lock(game, case["rules_hash"], answer["card_root"])
        else:
            answer["lock"] = case["lock"]
        answer["order"] = order(seed, game, answer["lock"], case["entropy"])
        if "tie" in case:
            answer["pick"] = pick(seed, game, **case["tie"])
        print(json.dumps(answer))


def main(arguments):
    if arguments == ["orders"]:
        sys.stdin.reconfigure(encoding="utf-8")
        print_orders(sys.stdin)
        return 0
    if len(arguments) != 2 or arguments[0] != "night":
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[1], encoding="utf-8", errors="surrogateescape", newline="\n") as leaves:
            night = check_night(leaves)
    except Wrong as wrong:
        print("seq {}: {}".format(*wrong.args))
        return 1
    for game in night.games.values():
        if game.source == "rng":
            print(f"game {game.id}: {len(game.calls)} balls follow from the committed seed")
        else:
            print(f"game {game.id}: {len(game.calls)} balls FROM A CAGE, their order was not checked")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
