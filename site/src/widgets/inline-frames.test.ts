import { expect, test } from 'vitest';
import { inlineFrames } from './inline-frames.ts';

const moves = '<script>$RB=[],($RC=function(){})("B:0","S:0")</script>';

test('a part that React left for later stands where it belongs, without its script', () => {
  const html = `<p>before</p><!--$?--><template id=B:0></template><i>later</i><!--/$--><p>after</p><div hidden id=S:0><b>now</b></div>${moves}`;

  expect(inlineFrames(html)).toBe('<p>before</p><!--$--><b>now</b><!--/$--><p>after</p>');
});

test('parts within parts find their place', () => {
  const html = `<!--$?--><template id=B:0></template><!--$-->held<!--/$--><!--/$-->!<div hidden id=S:0><!--$?--><template id=B:1></template><!--/$--></div>${moves}<div hidden id=S:1>in</div><script>$RC("B:1","S:1")</script>`;

  expect(inlineFrames(html)).toBe('<!--$--><!--$-->in<!--/$--><!--/$-->!');
});

test('a page that is not understood stays as it is', () => {
  const html = `<!--$?--><template id=B:7></template><!--/$--><div hidden id=S:0>x</div>${moves}`;

  expect(inlineFrames(html)).toBe(html);
});
