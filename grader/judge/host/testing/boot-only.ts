// The smallest judge: boots the module once for each salt and tells how that went. For tests of the host.
import { serve } from '../worker.ts';

void serve({
  optionsFor: () => ({ modules: { '#sim': {} } }),
  judge: (_task, submission, emit) => {
    submission.renew(100_000);
    try {
      emit({ exports: Object.keys(submission.boot()), exhausted: submission.exhausted });
    } catch (error) {
      emit({ thrown: submission.explain(error) });
    }
  },
});
