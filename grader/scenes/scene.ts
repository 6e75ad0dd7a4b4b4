// A world to poke, as a chapter brings it: `chapters/<chapter>/scenes.ts` exports its scenes by their names, and pages show
// them with `<World protocol="name" />`. What is seen is a run of the cluster, played back; a scene never draws anything.
import type { Cluster, Message, NodeId } from '../sim/index.ts';

/** The scenes of a chapter. Their names are in the addresses of shared runs, so that no two chapters may use the same. */
export type Scenes = Readonly<Record<string, Scene>>;

export interface Scene {
  readonly stage: Stage;
  /** The nodes of the stage, with their protocols. */
  readonly cluster: () => Cluster;
  /** What a node holds, in a word or two. */
  readonly holds: (node: NodeId, memory: object) => string;
  /** What the reader asks, as the protocol is asked: the `index`-th thing that is done to this world. */
  readonly requestOf?: (what: string, index: number) => Message;
  /** What an output answers, if anything. */
  readonly answered?: (output: Message) => Answered | undefined;
}

export interface Answered {
  /** As it was asked: the name of an application's operation, or what the reader has asked. */
  readonly question: string;
  /** What was told, where it is worth showing. */
  readonly value?: string;
}

/** Who stands where, and what may be asked of whom. Plain data: a page has it without the simulator. */
export interface Stage {
  /** What it is, in a few words, for whoever can't see it. */
  readonly label: string;
  /** Those around, and those in the middle. */
  readonly around: readonly NodeId[];
  readonly middle: readonly NodeId[];
  /** Whether those around talk to each other as well. */
  readonly arePeers?: boolean;
  /** What the letters in the picture stand for. */
  readonly legend?: string;
  /** Types of messages that ask something. All others are shown as answers. */
  readonly questions: readonly string[];
  /** What the reader may ask of a node in the middle. */
  readonly asks?: readonly {
    readonly node: NodeId;
    readonly what: string;
    readonly label: string;
  }[];
  /** How many of those around a node in the middle has to reach to go on, and what it does otherwise. */
  readonly needs?: { readonly reached: number; readonly otherwise: string };
  /** Of the one that the front page shows. */
  readonly front?: Front;
}

export interface Front {
  /** What there is to see, and what to do. */
  readonly invites: string;
  readonly action: string;
  readonly explains: string;
  /** When it begins: in the midst of it, the first frame shows messages on their way. */
  readonly startMs: number;
}
