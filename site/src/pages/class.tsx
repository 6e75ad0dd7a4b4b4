// A class, without names: how many have passed what. Made from a file that an instructor publishes or opens here.
import useBaseUrl from '@docusaurus/useBaseUrl';
import Layout from '@theme/Layout';
import CodeBlock from '@theme/CodeBlock';
import { type ChangeEvent, type ReactNode, useEffect, useState } from 'react';
import { type ClassFile, classOf, numbersOf, total } from '../class/class-file.ts';
import { exampleClass } from '../class/example.ts';
import { useCourse } from '../course.ts';
import { download } from '../progress/download.ts';
import styles from './class.module.css';

export default function ClassPage(): ReactNode {
  const { hasClass, chapters } = useCourse();
  const published = useBaseUrl('/class.json');
  const [shown, setShown] = useState<ClassFile>();
  const [isExample, setExample] = useState(false);
  const show = (file: ClassFile, example = false): void => {
    setShown(file);
    setExample(example);
  };
  const [trouble, setTrouble] = useState('');

  useEffect(() => {
    if (!hasClass) return;
    fetch(published)
      .then(async (answer) => show(classOf([{ name: 'class.json', text: await answer.text() }])))
      .catch((error: Error) => setTrouble(error.message));
  }, [hasClass, published]);

  const open = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const files = [...(event.target.files ?? [])];
    if (files.length === 0) return;
    try {
      const texts = files.map(async (file) => ({ name: file.name, text: await file.text() }));
      show(classOf(await Promise.all(texts)));
      setTrouble('');
    } catch (error) {
      setTrouble((error as Error).message);
    }
  };

  return (
    <Layout title="A class" description="How far a class is, without names.">
      <main className="page prose">
        <h1>A class</h1>
        {isExample && <p className="page__lead">An example: this class does not exist.</p>}
        {shown ? (
          <Shown file={shown} />
        ) : (
          <p>{hasClass ? 'Loading.' : 'No class is published here.'}</p>
        )}
        {!shown && !hasClass && (
          <p>
            <button
              type="button"
              className="button-plain"
              onClick={() =>
                show(
                  exampleClass(chapters.flatMap(({ exercises }) => exercises.map(({ id }) => id))),
                  true,
                )
              }
            >
              See an example
            </button>
          </p>
        )}
        <p role="status" className={styles['trouble']}>
          {trouble}
        </p>

        <h2>Make one</h2>
        <p>
          Grade each submission, and keep one report for each. Reports name exercises and points.
          They don't name learners; give the files names that don't either.
        </p>
        <CodeBlock language="sh">
          {`mkdir -p reports
for answers in submissions/*/; do
  npx quorate grade --submission "$answers" --json > "reports/$(openssl rand -hex 4).json"
done`}
        </CodeBlock>
        <label className={styles['file']}>
          Then open all of them here. Nothing is sent anywhere.
          <input type="file" accept="application/json,.json" multiple onChange={open} />
        </label>
        {shown && !isExample && (
          <p>
            <button
              type="button"
              className="button-plain"
              onClick={() =>
                download('class.json', `${JSON.stringify(shown)}\n`, 'application/json')
              }
            >
              Save as class.json
            </button>
          </p>
        )}
        <p>
          To publish the view, save it as <code>class.json</code>, put that file into{' '}
          <code>site/static/</code>, and build the site. It holds points, and nothing else of the
          reports.
        </p>
      </main>
    </Layout>
  );
}

function Shown({ file }: { file: ClassFile }): ReactNode {
  const { exercises, learners } = file;
  const titles = new Map(
    useCourse().chapters.flatMap((chapter) =>
      chapter.exercises.map(({ id, title }) => [id, title]),
    ),
  );
  return (
    <>
      <p>
        {learners.length} {learners.length === 1 ? 'learner' : 'learners'}, {exercises.length}{' '}
        {exercises.length === 1 ? 'exercise' : 'exercises'}, edition {file.edition}.
      </p>
      <ul className={styles['legend']} aria-hidden="true">
        <li data-part="passed">passed</li>
        <li data-part="inProgress">in progress</li>
        <li data-part="notStarted">not started</li>
      </ul>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Exercise</th>
            <th scope="col" className={styles['wide']}>
              <span className="sr-only">Chart</span>
            </th>
            <th scope="col">Passed</th>
            <th scope="col">In progress</th>
            <th scope="col">Not started</th>
            <th scope="col">Median points</th>
          </tr>
        </thead>
        <tbody>
          {exercises.map(({ id, pointsMax }, index) => {
            const { median, ...parts } = numbersOf(file, index);
            return (
              <tr key={id}>
                <th scope="row">{titles.get(id) ?? id}</th>
                <td className={styles['wide']}>
                  <div className={styles['bar']} aria-hidden="true">
                    {Object.entries(parts).map(([part, count]) => (
                      <span key={part} data-part={part} style={{ flexGrow: count }} />
                    ))}
                  </div>
                </td>
                <td>{parts.passed}</td>
                <td>{parts.inProgress}</td>
                <td>{parts.notStarted}</td>
                <td>{median === undefined ? '' : `${median} of ${pointsMax}`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <details>
        <summary>Every learner, without a name</summary>
        <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Every learner">
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">Points</th>
                {exercises.map(({ id }) => (
                  <th scope="col" key={id}>
                    {id.split('/')[1]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {learners.map((points, learner) => (
                <tr key={learner}>
                  <th scope="row">{total(points)}</th>
                  {points.map((each, index) => (
                    <td key={exercises[index]!.id}>{each ?? 'not started'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
