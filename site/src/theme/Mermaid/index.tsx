// A diagram of mermaid. Its library is large, so it is fetched when the reader comes near.
import { near } from '../../near/Near.tsx';

export default near(
  async () => (await import('@theme-original/Mermaid')).default as never,
  '12rem',
);
