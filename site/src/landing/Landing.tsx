// The landing page: a cluster to break, then what this is and where to start.
import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { LandingData } from '../../plugins/landing.ts';
import { useCourse } from '../course.ts';
import { World } from '../near/widgets.ts';
import { Mark } from '../progress/Mark.tsx';
import styles from './Landing.module.css';

export default function Landing({ data }: { data: LandingData }): ReactNode {
  const { chapters } = useCourse();
  const first = chapters[0]?.exercises[0]?.page ?? chapters[0]?.page ?? '/';
  return (
    <Layout description="A workbook on consensus and coordination: read, build, and see how it breaks.">
      <main>
        <section className={styles['hero']}>
          <div className={styles['heroText']}>
            <h1>Build consensus, and see how it breaks</h1>
            <p>
              A workbook for engineers who use replicated systems and want to know what holds them
              together. You read a chapter and write a protocol. A judge runs it in a world where
              machines crash, messages vanish and clocks drift.
            </p>
            <p className={styles['facts']}>
              In TypeScript. No mathematics beyond counting. It runs here, with nothing to install.
            </p>
            <p className={styles['actions']}>
              <Link className="button-plain button-plain--first" to={first}>
                Start with ten minutes
              </Link>
              <Link className="button-plain" to="/guide/do-you-need-consensus/">
                Do you need consensus at all?
              </Link>
            </p>
          </div>
          <div className={styles['world']}>
            <World hero />
          </div>
        </section>

        <section className={styles['band']}>
          <div className={styles['columns']}>
            <div className="prose">
              <h2>When you are wrong, you see it happen</h2>
              <p>
                A test that fails says that something is wrong. Here you are told which promise
                broke, and shown the shortest story in which it does: which message came twice,
                which machine forgot what it had said.
              </p>
              <p>
                The story is the same each time you play it. Change a line, save, and the judge
                tries that very story first.
              </p>
              <p>
                <Link to="/guide/the-judge/">How the judge works, and what it promises</Link>
              </p>
            </div>
            <pre className={styles['verdict']} tabIndex={0} aria-label="A verdict in the terminal">
              <code>{data.verdict}</code>
            </pre>
          </div>
        </section>

        <section className={styles['plain']}>
          <div className="prose">
            <h2>The chapters</h2>
          </div>
          <ol className={styles['chapters']}>
            {chapters.map(({ folder, title, page, learn, exercises }) => (
              <li key={folder}>
                <span className={styles['number']}>{Number(folder.slice(0, 2))}</span>
                <div>
                  <Link className={styles['chapter'] ?? ''} to={page}>
                    {title}
                  </Link>
                  {learn.length > 0 && <p>You will learn {sentence(learn)}</p>}
                  {exercises.some((exercise) => exercise.page !== page) && (
                    <ul>
                      {exercises.map((exercise) => (
                        <li key={exercise.id}>
                          <Link to={exercise.page}>{exercise.title}</Link>{' '}
                          <Mark exercise={exercise.id} />
                        </li>
                      ))}
                    </ul>
                  )}
                </div>
              </li>
            ))}
          </ol>
        </section>

        <section className={styles['plain']}>
          <div className={styles['ways']}>
            <div>
              <h3>In this browser</h3>
              <p>
                Each exercise has an editor and the judge on its page. Nothing is installed, and
                nothing that you write leaves the browser.
              </p>
              <p>
                <Link to="/progress/">Your progress</Link>
              </p>
            </div>
            <div>
              <h3>On your machine</h3>
              <p>
                Your own editor, a debugger, and a verdict after every save. It takes Node and git.
              </p>
              <pre>
                <code>npm install && npm start</code>
              </pre>
            </div>
            <div>
              <h3>In a class</h3>
              <p>
                The same checks, in worlds that only the instructor knows. A submission can't touch
                the machine that marks it.
              </p>
              <p>
                <Link to="/class/">A view of a class</Link>
              </p>
            </div>
          </div>
        </section>
      </main>
    </Layout>
  );
}

const sentence = (parts: readonly string[]): string =>
  `${parts.length > 1 ? `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1)}` : parts[0]}.`;
