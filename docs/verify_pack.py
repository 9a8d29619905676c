#!/usr/bin/env python3
"""Verifies evidence packs, written from docs/evidence-pack.md and docs/ledger-format.md alone.

    python3 verify_pack.py [--key FINGERPRINT] [--checkpoint FILE] PACK...

A PACK is a folder. For each, one line of JSON: its result, and where it is broken and why. The exit
code is 0 if all are anchored, 4 if one is self-consistent only, 1 if one is broken. Python 3.9 with
its standard library is all it needs; it shares nothing with the verifier that evolve comes with.
"""
import argparse
import base64
import binascii
import hashlib
import json
import pathlib
import re
import sys

ZEROS = '0' * 64
HASH = re.compile(r'[0-9a-f]{64}')
COUNT = re.compile(r'0|[1-9][0-9]*')
NAME = re.compile(r'[^\s\x00-\x20\x7f-\x9f+]+')
INSTANT = re.compile(r'(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z', re.ASCII)
SAFE = 2**53 - 1


class Broken(Exception):
    def __init__(self, code, problem, chain=None, sequence=None):
        super().__init__(problem)
        self.code, self.problem, self.chain, self.sequence = code, problem, chain, sequence


def sha256(data):
    return hashlib.sha256(data).digest()


# --- Ed25519 (RFC 8032), verification only: is S·B − k·A the point that R encodes? ---

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
NEUTRAL = (0, 1, 1, 0)


def add(a, b):
    """Sum of two points in extended coordinates (x·z, y·z, z, x·y·z)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, f + e, h + g, h - g
    return x * t % P, y * z % P, z * t % P, x * y % P


def times(number, point):
    total = NEUTRAL
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point_of(y, odd):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def decoded(data):
    number = int.from_bytes(data, 'little')
    return point_of(number & (2**255 - 1), number >> 255)


def encoded(point):
    scale = pow(point[2], -1, P)
    x, y = point[0] * scale % P, point[1] * scale % P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


BASE = point_of(4 * pow(5, -1, P) % P, 0)


def signed(public, message, signature):
    key, s = decoded(public), int.from_bytes(signature[32:], 'little')
    if key is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), 'little')
    minus = (P - key[0], key[1], 1, P - key[3])
    return encoded(add(times(s, BASE), times(k % ORDER, minus))) == signature[:32]


# --- Canonical JSON (RFC 8785, whole numbers only) ---

def canonical(value, depth=0):
    if isinstance(value, str):
        value.encode()  # half a surrogate pair has no UTF-8
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int) and abs(value) <= SAFE:
        return str(value)
    if depth >= 64 or not isinstance(value, (list, dict)):
        raise ValueError('no canonical text')
    if isinstance(value, list):
        return '[' + ','.join(canonical(part, depth + 1) for part in value) + ']'
    keys = sorted(value, key=lambda key: key.encode('utf-16-be'))
    return '{' + ','.join(f'{canonical(key)}:{canonical(value[key], depth + 1)}' for key in keys) + '}'


def parsed(text):
    """The value of a canonical text; ValueError if it is not one."""
    try:
        value = json.loads(text)
        if canonical(value) == text:
            return value
    except (ValueError, RecursionError):
        pass
    raise ValueError('not canonical JSON')


# --- What an entry is (the table in docs/ledger-format.md) ---

def is_hash(value):
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def is_name(value):
    return isinstance(value, str) and value != ''


def is_count(value, least=0):
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def is_day(value):
    if not isinstance(value, str) or not re.fullmatch(r'\d{4}-\d\d-\d\d', value, re.ASCII):
        return False
    year, month, day = map(int, value.split('-'))
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1 <= month <= 12 and 1 <= day <= days[month - 1]


def is_instant(value):
    found = INSTANT.fullmatch(value) if isinstance(value, str) else None
    return found is not None and is_day(found[1])


def is_commitment(value):
    return isinstance(value, dict) and list(value) == ['$commitment'] and is_hash(value['$commitment'])


def is_text(value):
    return isinstance(value, str) or is_commitment(value)


def is_free(value):
    """JSON in which the reserved names stand for nothing but whole commitments."""
    if isinstance(value, list):
        return all(map(is_free, value))
    if not isinstance(value, dict) or is_commitment(value):
        return True
    reserved = {'$commitment', '$private', '$erased'} & value.keys()
    return not reserved and all(map(is_free, value.values()))


def is_object(value):
    return isinstance(value, dict) and not is_commitment(value) and is_free(value)


def is_state(value):
    if isinstance(value, dict):
        return all(not key.startswith('$') and is_state(part) for key, part in value.items())
    return is_name(value)


def record(**rules):
    return lambda value: isinstance(value, dict) and value.keys() == rules.keys() and all(
        rule(value[key]) for key, rule in rules.items())


def null_or(rule):
    return lambda value: value is None or rule(value)


def one_of(*words):
    return lambda value: isinstance(value, str) and value in words


def list_of(rule):
    return lambda value: isinstance(value, list) and all(map(rule, value))


FIELDS = record(
    v=lambda value: is_count(value) and value == 1,
    organisation=is_name, programme=null_or(is_name), stream=one_of('history', 'refusals'),
    sequence=lambda value: is_count(value, 1), previous=is_hash,
    kind=lambda value: isinstance(value, str) and re.fullmatch('[A-Z][A-Z0-9_]*', value) is not None,
    at=null_or(record(sequence=is_count, hash=is_hash)),
    cause=null_or(lambda value: is_count(value, 1)), item=null_or(is_name),
    event=null_or(record(type=is_name, key=null_or(is_name), payload=is_object,
                         mark=null_or(one_of('history', 'assumed')))),
    actor=record(person=null_or(is_name), actingFor=null_or(is_name), role=is_name,
                 authority=null_or(is_name)),
    **{'from': null_or(is_state)}, to=null_or(is_state),
    changes=list_of(lambda value: is_object(value) and is_name(value.get('op'))),
    guards=list_of(record(guard=is_name, answer=one_of('yes', 'no', 'unknown'), inputs=is_object,
                          basis=null_or(is_object))),
    evidence=list_of(record(title=is_text, source=null_or(is_text), sha256=null_or(is_hash),
                            kind=null_or(is_name))),
    refusal=null_or(record(code=is_name, message=is_text)),
    occurredOn=is_day, recordedAt=is_instant, definition=null_or(is_hash))


def is_entry(entry):
    if not FIELDS(entry):
        return False
    history, at, cause = entry['stream'] == 'history', entry['at'], entry['cause']
    return ((entry['sequence'] == 1) == (entry['previous'] == ZEROS)
            and history == (at is None)
            and (at is None or (at['sequence'] == 0) == (at['hash'] == ZEROS))
            and not (entry['refusal'] and history)
            and not (entry['kind'] == 'REFUSED' and entry['refusal'] is None)
            and not (history and cause is not None and cause >= entry['sequence'])
            and not (entry['programme'] is not None and entry['definition'] is None))


# --- Checkpoints: notes, keys, and trees ---

def base64_of(text):
    """The bytes of base64 that is written in the one way it can be; None otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def read_keys(text):
    """The public keys by (name, id)."""
    keys = {}
    for number, line in enumerate(text.split('\n')[:-1], 1):
        name, *rest = line.split('+', 2)
        data = base64_of(rest[1]) if len(rest) == 2 else None
        if not data or len(data) != 33 or data[0] != 1 or not NAME.fullmatch(name) \
                or sha256(f'{name}\n'.encode() + data)[:4].hex() != rest[0]:
            raise Broken('MALFORMED', f'keys.txt line {number}')
        keys[name, rest[0]] = data[1:]
    return keys


def read_note(note, keys, what, origin=None):
    """The checkpoint that at least one of the keys has signed, as a dictionary."""
    text, blank, lines = note.rpartition('\n\n')
    signers = []
    if not blank or not lines.endswith('\n') or re.search('[\x00-\x09\x0b-\x1f]', note):
        raise Broken('CHECKPOINT_REFUSED', f'{what}: not a signed note')
    text += '\n'
    for line in lines[:-1].split('\n'):
        dash, *rest = line.split(' ')
        data = base64_of(rest[1]) if len(rest) == 2 else None
        if dash != '—' or not data or len(data) < 5 or not NAME.fullmatch(rest[0]):
            raise Broken('CHECKPOINT_REFUSED', f'{what}: {line!r} is no signature')
        key = keys.get((rest[0], data[:4].hex()))
        if key and not signed(key, text.encode(), data[4:]):
            raise Broken('CHECKPOINT_REFUSED', f'{what}: a signature does not fit the text')
        if key:
            signers.append((rest[0], sha256(key).hex()))
    parts = text.split('\n')
    heads = parts[3].split(' ') if len(parts) > 5 else []
    roots = [base64_of(parts[2]), base64_of(heads[2])] if len(heads) == 3 else [None]
    if not signers or '' in parts[:-1] or not all(root and len(root) == 32 for root in roots) \
            or not NAME.fullmatch(parts[0]) or heads[0] != 'heads' \
            or not COUNT.fullmatch(parts[1]) or not COUNT.fullmatch(heads[1]) \
            or not parts[4].startswith('time ') or not is_instant(parts[4][5:]):
        raise Broken('CHECKPOINT_REFUSED', f'{what}: not signed by a known key, or no checkpoint')
    size, count = int(parts[1]), int(heads[1])
    if count > size or (count == 0) != (size == 0) or size > SAFE:
        raise Broken('CHECKPOINT_REFUSED', f'{what}: {count} chains of {size} leaves')
    names = {parts[0], *(name for name, _ in signers)}
    if names != {origin or parts[0]}:
        raise Broken('OTHER_LOG', f'{what} is of another log')
    return {'origin': parts[0], 'size': size, 'root': roots[0], 'count': count, 'heads': roots[1],
            'signers': {fingerprint for _, fingerprint in signers}, 'what': what}


class Tree:
    """A growing tree by RFC 6962: the complete subtrees so far, as (level, hash)."""

    def __init__(self, size):
        self.limit, self.size, self.peaks, self.spoilt = size, 0, [], False

    def push(self, level, leaf):
        self.spoilt |= self.size % 2**level != 0 or self.size + 2**level > self.limit
        if self.spoilt:
            return
        self.size += 2**level
        while self.peaks and self.peaks[-1][0] == level:
            leaf, level = sha256(b'\1' + self.peaks.pop()[1] + leaf), level + 1
        self.peaks.append((level, leaf))

    def root(self):
        hashes = [leaf for _, leaf in self.peaks] or [sha256(b'')]
        root = hashes.pop()
        while hashes:
            root = sha256(b'\1' + hashes.pop() + root)
        return root


OTHER = re.compile(r'other (0|[1-9][0-9]?) ([0-9a-f]{64})')
ENTRY = re.compile(r'entry (0|[1-9][0-9]{0,8}) ([1-9][0-9]{0,15}) ([0-9a-f]{64}) ')


# --- The pack ---

class Pack:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.names = sorted(str(path.relative_to(folder)) for path in self.folder.rglob('*')
                            if path.is_file() and not path.is_symlink())

    def lines(self, name):
        if name not in self.names:
            raise Broken('FILE_MISSING', f'{name} is not in the pack')
        with open(self.folder / name, 'rb') as file:
            for number, line in enumerate(file, 1):
                try:
                    text = line.decode()
                except UnicodeDecodeError as error:
                    raise Broken('MALFORMED', f'{name} line {number}') from error
                if not text.endswith('\n'):
                    raise Broken('MALFORMED', f'{name} ends within line {number}')
                yield text[:-1]

    def text(self, name):
        return ''.join(f'{line}\n' for line in self.lines(name))


def read_manifest(text):
    try:
        manifest = json.loads(text)
    except ValueError:
        manifest = None
    named = record(organisation=is_name, programme=null_or(is_name), part=one_of('whole', 'sample'),
                   stream=one_of('history', 'refusals'))
    ranged = record(organisation=is_name, programme=null_or(is_name), part=one_of('range'),
                    stream=one_of('history', 'refusals'), **{'from': is_instant}, until=is_instant)
    each = list_of(lambda chain: named(chain) or ranged(chain))
    if not isinstance(manifest, dict) or manifest.get('format') != 'evolve-evidence-pack' \
            or manifest.get('v') != 1 or not is_instant(manifest.get('made')) \
            or not each(manifest.get('chains')):
        raise Broken('MALFORMED', 'manifest.json is not the manifest of an evidence pack')
    chains = manifest['chains']
    names = [(chain['organisation'], chain['programme'], chain['stream']) for chain in chains]
    if len(set(names)) < len(names) or any(
            chain['part'] == 'range' and chain['from'] >= chain['until'] for chain in chains):
        raise Broken('MALFORMED', 'manifest.json names a chain twice, or a range that is none')
    return chains


def order(heads):
    """Organisation, then programme, as UTF-8 bytes, null first."""
    programme = heads['programme']
    return heads['organisation'].encode(), programme is not None, (programme or '').encode()


def walk_heads(pack, chains, checkpoint):
    stream = record(head=is_hash, organisation=is_name, programme=null_or(is_name),
                    refusals=is_count, refusalsHead=is_hash, sequence=is_count)
    wanted = {(chain['organisation'], chain['programme']) for chain in chains}
    tree, found = Tree(checkpoint['count']), {}
    for line in pack.lines('heads.txt'):
        other = OTHER.fullmatch(line)
        if other:
            tree.push(int(other[1]), bytes.fromhex(other[2]))
            continue
        try:
            heads = parsed(line[6:]) if line.startswith('heads ') else None
        except ValueError:
            heads = None
        pair = (heads['organisation'], heads['programme']) if stream(heads) else None
        if pair not in wanted or (heads['sequence'] == 0) != (heads['head'] == ZEROS) \
                or (heads['refusals'] == 0) != (heads['refusalsHead'] == ZEROS) \
                or heads['sequence'] + heads['refusals'] == 0 \
                or any(order(before) >= order(heads) for before in found.values()):
            raise Broken('MALFORMED', f'heads.txt: {line[:80]}')
        tree.push(0, sha256(b'\0' + line[6:].encode()))
        found[pair] = heads
    if tree.spoilt:
        raise Broken('MALFORMED', 'heads.txt does not add up')
    if tree.size != checkpoint['count'] or tree.root() != checkpoint['heads']:
        raise Broken('HEADS_DIFFER', 'heads.txt has another root than the checkpoint says')
    for chain in chains:
        if (chain['organisation'], chain['programme']) not in found:
            name = {key: chain[key] for key in ('organisation', 'programme', 'stream')}
            raise Broken('HEADS_MISSING', 'heads.txt has none of this chain', name)
    return found


class Chain:
    """One chain of the manifest, entry by entry."""

    def __init__(self, chain, heads):
        history = chain['stream'] == 'history'
        self.chain, self.part = chain, chain['part']
        self.name = {key: chain[key] for key in ('organisation', 'programme', 'stream')}
        self.end_at = heads['sequence' if history else 'refusals']
        self.head = heads['head' if history else 'refusalsHead']
        self.last, self.last_hash, self.count = None, ZEROS, 0

    def broken(self, code, sequence, problem=''):
        return Broken(code, problem, self.name, sequence)

    def add(self, sequence, leaf, text):
        if text == '':
            raise self.broken('ENTRY_MISSING', sequence)
        reached = self.last['sequence'] if self.last else 0
        free = self.part == 'sample' and sequence > reached + 1
        free = free or (self.part != 'whole' and self.last is None and sequence > 1)
        due = sequence if free else reached + 1
        if sequence != due:
            raise self.broken('SEQUENCE_GAP' if sequence > due else 'SEQUENCE_REPEATED', due)
        if sha256(b'\0' + text.encode()).hex() != leaf:
            raise self.broken('HASH_DIFFERS', sequence)
        try:
            entry = parsed(text)
        except ValueError as error:
            raise self.broken('NOT_CANONICAL', sequence) from error
        if not is_entry(entry):
            raise self.broken('NOT_AN_ENTRY', sequence)
        if any(entry[key] != value for key, value in self.name.items()):
            raise self.broken('OTHER_CHAIN', sequence)
        if entry['sequence'] != sequence:
            raise self.broken('SEQUENCE_DIFFERS', sequence)
        if not free and entry['previous'] != self.last_hash:
            raise self.broken('PREVIOUS_DIFFERS', sequence)
        if self.last and entry['recordedAt'] < self.last['recordedAt']:
            raise self.broken('TIME_RUNS_BACK', sequence)
        if sequence > self.end_at:
            raise self.broken('BEYOND_HEAD', sequence)
        if sequence == self.end_at and leaf != self.head:
            raise self.broken('HEAD_DIFFERS', sequence)
        if self.part == 'range' and not self.last and sequence > 1 \
                and entry['recordedAt'] >= self.chain['from']:
            raise self.broken('RANGE_OPEN', sequence - 1)
        self.last, self.last_hash, self.count = entry, leaf, self.count + 1
        return entry

    def end(self):
        reached = self.last['sequence'] if self.last else 0
        if self.part == 'range' and not self.last and self.end_at:
            raise self.broken('RANGE_OPEN', 1)
        whole = self.part == 'whole' or (
            self.part == 'range' and (not self.last or self.last['recordedAt'] < self.chain['until']))
        if whole and reached < self.end_at:
            raise self.broken('CUT_OFF', reached + 1)


def commitments(value, at=''):
    """Every commitment within, by its JSON pointer."""
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from commitments(part, f'{at}/{place}')
    elif is_commitment(value):
        yield at, value['$commitment']
    elif isinstance(value, dict):
        for key, part in value.items():
            step = key.replace('~', '~0').replace('/', '~1')
            yield from commitments(part, f'{at}/{step}')


def check_private(chain, entry, rows):
    due = dict(commitments(entry))
    for pointer, (value, salt) in rows.items():
        try:
            text = canonical(value).encode()
        except ValueError:
            text = None
        made = is_hash(salt) and text is not None and sha256(b'\2' + bytes.fromhex(salt) + text).hex()
        if made != due.get(pointer):
            raise chain.broken('PRIVATE_DIFFERS', entry['sequence'], pointer)


def private_row(line):
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or row.keys() != {'pointer', 'value', 'salt'} \
            or not isinstance(row['pointer'], str) or not isinstance(row['salt'], str):
        raise Broken('MALFORMED', f'log.txt: private {line[:80]}')
    return row


def walk_log(pack, chains, checkpoint, marks):
    """Chains, private text and roots; gives what entries name, and how many stand below each mark."""
    tree, marks = Tree(checkpoint['size']), sorted(marks, key=lambda mark: mark['size'])
    below, crossed, definitions, evidence = {}, [], {}, {}
    current, rows = None, {}

    def look():
        while marks and marks[0]['size'] <= tree.size and not tree.spoilt:
            mark = marks.pop(0)
            if mark['size'] < tree.size:
                crossed.append(mark)
            elif mark['root'] != tree.root():
                raise Broken('ROOT_DIFFERS', f"the root of {mark['what']} is another")
            else:
                below[mark['what']] = sum(chain.count for chain in chains)

    look()
    for line in pack.lines('log.txt'):
        if line.startswith('private ') and current:
            row = private_row(line[8:])
            if row['pointer'] in rows:
                raise Broken('MALFORMED', 'log.txt has private text twice')
            rows[row['pointer']] = row['value'], row['salt']
            continue
        if current:
            check_private(*current, rows)
            current, rows = None, {}
        other, entry = OTHER.fullmatch(line), ENTRY.match(line)
        if other:
            tree.push(int(other[1]), bytes.fromhex(other[2]))
        elif entry and int(entry[1]) < len(chains):
            chain = chains[int(entry[1])]
            current = chain, chain.add(int(entry[2]), entry[3], line[entry.end():])
            tree.push(0, bytes.fromhex(entry[3]))
            place = chain, int(entry[2])
            if current[1]['definition']:
                definitions.setdefault(current[1]['definition'], place)
            for piece in current[1]['evidence']:
                evidence.setdefault(piece['sha256'], place)
        else:
            raise Broken('MALFORMED', f'log.txt: {line[:80]}')
        look()
    if current:
        check_private(*current, rows)
    for chain in chains:
        chain.end()
    if tree.spoilt or tree.size != checkpoint['size']:
        raise Broken('MALFORMED', 'log.txt does not add up to the size of the checkpoint')
    return below, crossed, definitions, evidence


def check_files(pack, definitions, evidence):
    named = {f'definitions/{name}.json': ('DEFINITION', name, place) for name, place in definitions.items()}
    named |= {f'evidence/{name}': ('EVIDENCE', name, place) for name, place in evidence.items() if name}
    for file, (kind, name, (chain, sequence)) in named.items():
        if file not in pack.names:
            if kind == 'DEFINITION':
                raise chain.broken('DEFINITION_MISSING', sequence, file)
            continue
        digest = hashlib.sha256()
        with open(pack.folder / file, 'rb') as content:
            while block := content.read(1 << 16):
                digest.update(block)
        if digest.hexdigest() != name:
            raise chain.broken(f'{kind}_DIFFERS', sequence, file)


def verify(folder, fingerprints, kept_files):
    pack = Pack(folder)
    manifest = read_manifest(pack.text('manifest.json'))
    keys = read_keys(pack.text('keys.txt'))
    main = read_note(pack.text('checkpoint.txt'), keys, 'checkpoint.txt')
    origin = main['origin']
    earlier = [read_note(pack.text(name), keys, name, origin) for name in pack.names
               if re.fullmatch(r'checkpoints/[^/]+\.txt', name)]
    if any(note['size'] > main['size'] for note in earlier):
        raise Broken('OTHER_LOG', 'checkpoints/ has one that is later than checkpoint.txt')
    known = main['signers'] & fingerprints
    if fingerprints and not known:
        raise Broken('KEY_DIFFERS', f"checkpoint.txt is signed by {', '.join(main['signers'])}")
    kept = [read_note(pathlib.Path(name).read_bytes().decode(), keys, f'--checkpoint {name}', origin)
            for name in kept_files]
    heads = walk_heads(pack, manifest, main)
    chains = [Chain(chain, heads[chain['organisation'], chain['programme']]) for chain in manifest]
    below, crossed, definitions, evidence = walk_log(pack, chains, main, [*kept, main, *earlier])
    check_files(pack, definitions, evidence)
    if any(mark in earlier for mark in crossed):
        raise Broken('MALFORMED', 'no line of log.txt ends at the size of an earlier checkpoint')
    if any(mark['size'] == main['size'] and mark['heads'] != main['heads'] for mark in kept):
        raise Broken('HEADS_DIFFER', 'a kept checkpoint of the same size has other heads')
    entries = sum(chain.count for chain in chains)
    reach = max((below.get(mark['what'], 0) for mark in kept), default=0)
    if known or reach:
        return {'result': 'anchored', 'entries': entries, 'entriesAfter': 0 if known else entries - reach}
    return {'result': 'self-consistent', 'entries': entries}


def main():
    options = argparse.ArgumentParser(description='Verify evidence packs.')
    options.add_argument('--key', action='append', default=[], help='fingerprint of a key you know')
    options.add_argument('--checkpoint', action='append', default=[], help='one that you kept')
    options.add_argument('packs', nargs='+', metavar='PACK', help='a folder')
    given = options.parse_args()
    code = 0
    for folder in given.packs:
        try:
            said = verify(folder, set(given.key), given.checkpoint)
        except Broken as broken:
            said = {'result': 'broken', 'code': broken.code, 'problem': broken.problem,
                    'chain': broken.chain, 'sequence': broken.sequence}
        print(json.dumps(said))
        code = {'broken': 1, 'self-consistent': code or 4, 'anchored': code}[said['result']]
    return code


if __name__ == '__main__':
    sys.exit(main())
