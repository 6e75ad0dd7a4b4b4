// Wrong tests: each passes over something, or asks for too much.
import { mutantsOf } from '../mutant.ts';

export default mutantsOf(
  '02-quorums/write-the-test',
  [
    {
      id: 'asserts-nothing',
      wrong: 'Asks, and does not look at the answer.',
      find: 'return hasMajority(all, answered) === isMajority;',
      replace: 'hasMajority(all, answered);',
      caughtBy: 'spares-the-right',
    },
    {
      id: 'does-not-assert',
      wrong: 'Makes a property and never runs it.',
      find: '  fc.assert(\n    fc.property(members, answers, (all, answered) => {\n      const heard = all.filter((member) => answered.includes(member));\n      const isMajority = heard.length > all.length - heard.length;\n      return hasMajority(all, answered) === isMajority;\n    }),\n  );',
      replace: '  fc.property(members, answers, (all, answered) => hasMajority(all, answered));',
      caughtBy: 'spares-the-right',
    },
    {
      id: 'looks-at-the-details',
      wrong: 'Uses fc.check, which tells what it found, and looks not at what it tells.',
      find: '  fc.assert(\n    fc.property(members, answers,',
      replace: '  fc.check(\n    fc.property(members, answers,',
      caughtBy: 'spares-the-right',
    },
    {
      id: 'counts-answers-itself',
      wrong: 'Makes the mistake that it should find: the same node, named twice, counts twice.',
      find: 'const heard = all.filter((member) => answered.includes(member));',
      replace: 'const heard = answered.filter((node) => all.includes(node));',
      caughtBy: 'spares-the-right',
    },
    {
      id: 'no-members',
      wrong: 'Asks about no members at all, of which nothing is promised.',
      find: 'fc.integer({ min: 1, max: names.length })',
      replace: 'fc.integer({ min: 0, max: names.length })',
      caughtBy: 'spares-the-right',
    },
    {
      id: 'odd-sizes-only',
      wrong: 'Tries odd numbers of members only, where half of them is never a whole number.',
      find: 'fc.integer({ min: 1, max: names.length }).map((count) => names.slice(0, count))',
      replace: 'fc.integer({ min: 0, max: 4 }).map((count) => names.slice(0, 2 * count + 1))',
      caughtBy: 'every-size',
    },
    {
      id: 'small-sizes-only',
      wrong: 'Tries five members at most.',
      find: 'fc.integer({ min: 1, max: names.length })',
      replace: 'fc.integer({ min: 1, max: 5 })',
      caughtBy: 'every-size',
    },
    {
      id: 'never-alone',
      wrong: 'Never tries a single member.',
      find: 'fc.integer({ min: 1, max: names.length })',
      replace: 'fc.integer({ min: 2, max: names.length })',
      caughtBy: 'every-size',
    },
    {
      id: 'one-example',
      wrong: 'Tries one example of three members.',
      find: 'fc.property(members, answers, (all, answered) => {\n      const heard',
      replace:
        "fc.property(fc.constant(['n1', 'n2', 'n3']), fc.constant(['n1']), (all, answered) => {\n      const heard",
      caughtBy: 'every-size',
    },
    {
      id: 'no-repeats',
      wrong: 'Never names a node twice.',
      find: "fc.array(fc.constantFrom(...names, 'x1', 'x2'), { maxLength: 16 })",
      replace: "fc.uniqueArray(fc.constantFrom(...names, 'x1', 'x2'), { maxLength: 11 })",
      caughtBy: 'repeats-and-strangers',
    },
    {
      id: 'no-strangers',
      wrong: 'Never names a node that is no member.',
      find: 'fc.property(members, answers, (all, answered) => {',
      replace:
        'fc.property(members.chain((all) => fc.tuple(fc.constant(all), fc.array(fc.constantFrom(...all), { maxLength: 16 }))), ([all, answered]) => {',
      caughtBy: 'repeats-and-strangers',
    },
    {
      id: 'one-direction',
      wrong: 'Looks at a yes only: who always says no is never refused.',
      find: 'return hasMajority(all, answered) === isMajority;',
      replace: 'return !hasMajority(all, answered) || isMajority;',
      caughtBy: 'too-careful',
    },
    {
      id: 'one-right-answer',
      wrong:
        'Takes its own quorum for the only one: right implementations that choose others are refused.',
      find: 'const areUp = quorum.every((node) => up.includes(node));',
      replace: 'const areUp = quorum.every((node, at) => up[at] === node);',
      caughtBy: 'quorum-members',
    },
    {
      id: 'as-small-as-can-be',
      wrong: 'Asks for the smallest quorum, where larger ones are right as well.',
      find: 'const isMajority = 2 * quorum.length > all.length;',
      replace: 'const isMajority = quorum.length === Math.floor(all.length / 2) + 1;',
      caughtBy: 'quorum-members',
    },
    {
      id: 'does-not-look-who-is-up',
      wrong: 'Does not look whether the nodes of the quorum are up.',
      find: 'return areUp && isEachThereOnce',
      replace: 'return quorum.every((node) => all.includes(node)) && isEachThereOnce',
      caughtBy: 'quorum-members',
    },
    {
      id: 'does-not-count-names',
      wrong: 'Takes a quorum that names a node twice for one more node.',
      find: 'return areUp && isEachThereOnce && isMajority;',
      replace: 'return areUp && isMajority;',
      caughtBy: 'quorum-members',
    },
    {
      id: 'all-are-up',
      wrong: 'Tries clusters in which every node is up.',
      find: 'fc.shuffledSubarray(all)));',
      replace: 'fc.constant(all)));',
      caughtBy: 'quorum-members',
    },
    {
      id: 'majority-of-those-up',
      wrong: 'Is content with a majority of those that are up.',
      find: 'const isMajority = 2 * quorum.length > all.length;',
      replace: 'const isMajority = 2 * quorum.length > up.length;',
      caughtBy: 'quorum-size',
    },
    {
      id: 'half-is-fine',
      wrong: 'Is content with half of the members.',
      find: 'const isMajority = 2 * quorum.length > all.length;',
      replace: 'const isMajority = 2 * quorum.length >= all.length;',
      caughtBy: 'quorum-size',
    },
    {
      id: 'null-is-fine',
      wrong: 'Takes null for an answer, whoever is up.',
      find: 'if (quorum === null) return 2 * up.length <= all.length;',
      replace: 'if (quorum === null) return true;',
      caughtBy: 'quorum-found',
    },
    {
      id: 'null-is-skipped',
      wrong: 'Skips the runs in which there was no quorum.',
      find: 'if (quorum === null) return 2 * up.length <= all.length;',
      replace: 'fc.pre(quorum !== null);',
      caughtBy: 'quorum-found',
    },
    {
      id: 'null-unless-all-are-up',
      wrong: 'Minds null only when every node is up.',
      find: 'if (quorum === null) return 2 * up.length <= all.length;',
      replace: 'if (quorum === null) return up.length < all.length;',
      caughtBy: 'quorum-found',
    },
    {
      id: 'rounds-of-one-digit',
      wrong: 'Generates rounds of one digit, in which text and number have the same order.',
      find: 'fc.integer({ min: 0, max: 12 })',
      replace: 'fc.integer({ min: 0, max: 9 })',
      caughtBy: 'newest-round',
    },
    {
      id: 'values-of-their-own',
      wrong: 'Gives one write two values, which never happens, and asks for the first of them.',
      edits: [
        {
          find: 'value: `${writer}-${round}`',
          replace: 'value: `${from}-${writer}-${round}`',
        },
        {
          find: 'const wasTold = all.some((one) => areEqual(one, found));',
          replace:
            'const wasTold = found.value === all.find((one) => one.round === found.round && one.writer === found.writer)?.value;',
        },
      ],
      caughtBy: 'newest-round',
    },
    {
      id: 'rounds-hardly-tie',
      wrong: 'Generates rounds up to a thousand million: two of them are hardly ever equal.',
      find: 'fc.integer({ min: 0, max: 12 })',
      replace: 'fc.noBias(fc.integer({ min: 0, max: 1_000_000_000 }))',
      caughtBy: 'newest-tie',
    },
    {
      id: 'one-writer',
      wrong: 'Generates a single writer.',
      find: "fc.constantFrom('w1', 'w2', 'w3')",
      replace: "fc.constantFrom('w1')",
      caughtBy: 'newest-tie',
    },
    {
      id: 'compares-rounds-only',
      wrong: 'Looks for a higher round, and not for a later writer of the same one.',
      find: 'one.round > other.round || (one.round === other.round && one.writer > other.writer)',
      replace: 'one.round > other.round',
      caughtBy: 'newest-tie',
    },
    {
      id: 'does-not-look-up',
      wrong: 'Does not look whether anybody told what was found.',
      find: 'return wasTold && ',
      replace: 'return ',
      caughtBy: 'newest-told',
    },
    {
      id: 'compares-stamps-only',
      wrong: 'Looks for the stamp of what was found, and not for its value.',
      find: ' &&\n  one.value === other.value;',
      replace: ';',
      caughtBy: 'newest-told',
    },
  ],
  [
    {
      id: 'always-agree',
      source: `export const checkHasMajority = () => {};
export const checkPickQuorum = () => {};
export const checkNewest = () => {};
`,
    },
    {
      id: 'always-refuse',
      source: `import fc from 'fast-check';
const refuse = () => fc.assert(fc.property(fc.nat(), () => false));
export { refuse as checkHasMajority, refuse as checkPickQuorum, refuse as checkNewest };
`,
    },
    {
      id: 'refuses-what-throws',
      source: `export const checkHasMajority = ({ hasMajority }) => void hasMajority(['n1'], ['n1']);
export const checkPickQuorum = ({ pickQuorum }) => void pickQuorum(['n1'], ['n1']);
export const checkNewest = ({ newest }) => void newest([{ from: 'n1', round: 1, writer: 'w1', value: 'a' }]);
`,
    },
  ],
);
