import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Story } from '../judge/verdict.ts';
import { diagram } from './diagram.ts';
import { widthOf } from './fit.ts';
import { layoutOf } from './layout.ts';
import { plainStyles } from './styles.ts';
import { randomStory } from './testing/random-story.ts';
import { countedTwice, forgottenVote, newOldInversion, twoLeaders } from './testing/stories.ts';

const drawn = ({ trace, nodes }: Story, width = 80, rowsMax = Infinity) =>
  diagram(layoutOf(trace, { nodes, rowsMax }), { width, styles: plainStyles });

/** With margins, so that the snapshot shows where lines begin. */
const picture = (lines: readonly string[]) => `\n${lines.join('\n')}\n`;

test('a read that does not write back', () => {
  expect(picture(drawn(newOldInversion()))).toMatchInlineSnapshot(`
    "
          client      replica
          c1    c2    r1    r2    r3    ┃ not yet answered
          │     │     │     │     │
      1   ▼     │     │     │     │     asked: write op=1 value=new
      2   ┠─────┼────►│     │     │     query op=1
      3   ┃◄────┼─────┤     │     │     holds op=1 stamp={time:0 by:""} value=old
      4   ┠╌╌╌╌╌┼╌╌╌╌╌┼╌╌╌╌►│     │     query op=1, sent in row 1
      5   ┃◄────┼─────┼─────┤     │     holds op=1 stamp={time:0 by:""} value=old
      6   ┠─────┼────►│     │     │     store op=1 stamp={time:1 by:c1} value=new
      7   ┃     │     ■     │     │     disk: value=new stamp={time:1 by:c1}
      8   ┃     ▼     │     │     │     asked: read op=2
      9   ┃     ┠────►│     │     │     query op=2
     10   ┃     ┃◄────┤     │     │     holds op=2 stamp={time:1 by:c1} value=new
     11   ┃     ┠╌╌╌╌╌┼╌╌╌╌►│     │     query op=2, sent in row 8
     12   ┃     ┃◄────┼─────┤     │     holds op=2 stamp={time:0 by:""} value=old
     13   ┃     ▲     │     │     │     tells: read op=2 value=new
     14   ┃     ▼     │     │     │     asked: read op=3
     15   ┃     ┠─────┼────►│     │     query op=3
     16   ┃     ┃◄────┼─────┤     │     holds op=3 stamp={time:0 by:""} value=old
     17   ┃     ┠╌╌╌╌╌┼╌╌╌╌╌┼╌╌╌╌►│     query op=3, sent in row 14
     18   ┃     ┃◄────┼─────┼─────┤     holds op=3 stamp={time:0 by:""} value=old
     19   ┃     ▲     │     │     │     tells: read op=3 value=old
     20   ┃     ✗     │     │     │     BROKEN: c2 read "new", and then "old" again,
          ┃     │     │     │     │     which "new" had replaced
    Still under way: query c1→r3 (row 1), store c1→r2 r3 (row 5), stored r1→c1 (row
    6), query c2→r3 (row 8), query c2→r1 (row 14).
    "
  `);
});

test('a vote that is forgotten in a crash', () => {
  expect(picture(drawn(forgottenVote()))).toMatchInlineSnapshot(`
    "
          candidate   voter
          c1    c2    v1    v2    v3    ┃ not yet answered
          │     │     │     │     │
      1   ▼     │     │     │     │     asked: run
      2   ┃     ▼     │     │     │     asked: run
      3   ┠─────╂────►│     │     │     askVote  · votedFor=c1
      4   ┃◄────╂─────┤     │     │     vote granted=true  · votes={v1}
      5   ┠╌╌╌╌╌╂╌╌╌╌╌┼╌╌╌╌►│     │     askVote, sent in row 1  · votedFor=c1
      6   ┃◄────╂─────┼─────┤     │     vote granted=true  · votes={v1 v2}
      7   ▲     ┃     │     │     │     tells: won
      8   │     ┃     │     †     │     crashes
      9   │     ┃     │     ↻     │     restarts, with nothing on disk
     10   │     ┠─────┼────►│     │     askVote  · votedFor=c2
     11   │     ┠──✗  │     │     │     lost askVote: lost on the way
     12   │     ┃◄────┼─────┤     │     vote granted=true  · votes={v2}
     13   │     ┠╌╌╌╌╌┼╌╌╌╌╌┼╌╌╌╌►│     askVote, sent in row 2  · votedFor=c2
     14   │     ┃◄────┼─────┼─────┤     vote granted=true  · votes={v2 v3}
     15   │     ▲     │     │     │     tells: won
     16   ✗     ✗     │     ✗     │     BROKEN: Two winners: c1 and c2
    Still under way: askVote c1→v3 (row 1).
    "
  `);
});

test('an acknowledgement that is counted twice, with its moments', () => {
  expect(picture(drawn(countedTwice()))).toMatchInlineSnapshot(`
    "
                 client
            ms   c1    r1    r2    r3    ┃ not yet answered
                 │     │     │     │
      1     12   ▼     │     │     │     asked: write value=a  · acknowledged=0
      2     19   ┠────►│     │     │     store value=a  · value=a
      3          ┠─────┼──✗  │     │     lost store value=a: lost on the way
      4     31   ┃◄────┤     │     │     stored  · acknowledged=1
      5   1204   ┃◄╌╌╌╌┤     │     │     stored, again  · acknowledged=2
      6          ▲     │     │     │     tells: written value=a
      7          │     †     │     │     crashes: its disk is wiped
      8          ├╌╌╌╌╌╌╌╌╌╌╌┼╌╌✗  │     lost store a: r3 is cut off, sent in row 1
      9          ✗     ✗     │     │     BROKEN: a was acknowledged, and is on no
                 │           │     │     disk
    "
  `);
});

test('a partition, a pause and a restart', () => {
  expect(picture(drawn(twoLeaders()))).toMatchInlineSnapshot(`
    "
            ms   n1   n2   n3   n4   n5
                 │    │    │    │    │
      1    163   ◷    │    │    │    │    timer election  · role=candidate term=1 …
      2          •    │    │    │    │    follower → candidate, term 0 → 1
      3          ■    │    │    │    │    disk: term=1 votedFor=n1
      4    170   ├───►│    │    │    │    requestVote term=1 last=[0 0]  · term=1 …
      5          │    ■    │    │    │    disk: term=1
      6          │◄───┤    │    │    │    vote term=1 granted=true  · votes={n1 n2}
      7    174   ├╌╌╌╌┼╌╌╌►│    │    │    requestVote term=1 last=[0 0] (row 1)
      8          │    │    ■    │    │    disk: term=1
      9          │◄───┼────┤    │    │    vote term=1 granted=true  · role=leader
     10    200   ┼╌╌╌╌┼ /  ┼╌╌╌╌┼╌╌╌╌┼    partition n1 n2 | n3 n4 n5
     11          │    ‖    │    │    │    pauses: for 300 ms
     12          ├────╫─✗  │    │    │    lost appendEntries …: partition n1 n2 | n…
     13    380   │    ║    †    │    │    crashes
     14    390   │    ║    ↻    │    │    restarts from disk: {term:1}
     15          │    ║    │    │    ◷    timer election  · role=candidate term=1 …
     16          │    ║    │    │    •    follower → candidate, term 0 → 1
     17          │    ║    │    │    ■    disk: term=1 votedFor=n5
     18    402   │    ║    │◄───┼────┤    requestVote term=1 last=[0 0]
     19          │    ║    ■    │    │    disk: the same again
     20          │    ║    ├────┼───►│    vote term=1 granted=true  · votes={n3 n5}
            ms   n1   n2   n3   n4   n5
     21          │    ║    │    │◄╌╌╌┤    requestVote term=1 last=[0 0] (row 15)
     22          │    ║    │    ■    │    disk: term=1
     23          │    ║    │    ├───►│    vote term=1 granted=true  · role=leader …
     24          │    ║    │    │  ◄─┤    appendEntries term=1 [] leaves for n1 n2
     25          ✗    ║    │    │    ✗    BROKEN: Term 1 has two leaders: n1 and n5
    Still under way: requestVote n1→n4 n5 (row 1), requestVote n5→n1 n2 (row 15).
    "
  `);
});

test('without room for columns it is a list', () => {
  expect(picture(drawn(countedTwice(), 48))).toMatchInlineSnapshot(`
    "
      1    12 ms  c1 ▼ asked: write value=a
      2    19 ms  r1 ← c1 store value=a
      3    19 ms  r2 ✗ c1 lost store a: lost on the…
      4    31 ms  c1 ← r1 stored
      5  1204 ms  c1 ← r1 stored, again
      6  1204 ms  c1 ▲ tells: written value=a
      7  1204 ms  r1 † crashes: its disk is wiped
      8  1204 ms  r3 ✗ c1 lost st…: r3 is c… (row 1)
      9  1204 ms     ✗ BROKEN: a was acknowledged,
                       and is on no disk
    "
  `);
});

test('of too long a story, the end is told', () => {
  const lines = drawn(newOldInversion(), 80, 4);

  expect(picture(lines.slice(0, 5))).toMatchInlineSnapshot(`
    "
          client      replica
          c1    c2    r1    r2    r3    ┃ not yet answered
          ┃     ┃     │     │     │     16 earlier events are left out
     17   ┃     ┠╌╌╌╌╌┼╌╌╌╌╌┼╌╌╌╌►│     query op=3, sent in row 14
     18   ┃     ┃◄────┼─────┼─────┤     holds op=3 stamp={time:0 by:""} value=old
    "
  `);
});

test('no line is wider than the terminal, whatever the story', () => {
  fc.assert(
    fc.property(randomStory, fc.integer({ min: 40, max: 160 }), (story, width) => {
      for (const line of drawn(story, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test('every event of the layout has its row, and no row moves the cursor', () => {
  fc.assert(
    fc.property(randomStory, fc.constantFrom(48, 80, 120), (story, width) => {
      const numbers = drawn(story, width)
        .filter((line) => /^ {0,2}\d+ /.test(line))
        .map((line) => Number.parseInt(line, 10));

      expect(numbers).toEqual(
        layoutOf(story.trace, { nodes: story.nodes }).rows.map(({ number }) => number),
      );
      // oxlint-disable-next-line no-control-regex -- what must not be there
      expect(drawn(story, width).join('')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/);
    }),
  );
});

test('every arrival and loss that matters is an arrow between its two nodes', () => {
  fc.assert(
    fc.property(randomStory, (story) => {
      const { rows, nodes } = layoutOf(story.trace, { nodes: story.nodes });

      for (const { event, at, peer } of rows) {
        if (event.kind !== 'receive') continue;
        expect(nodes[at!]!.id).toBe(event.node);
        expect(nodes[peer!]!.id).toBe(event.from);
      }
    }),
  );
});
