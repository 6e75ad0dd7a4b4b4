// One file of the workbook, whole.
import Head from '@docusaurus/Head';
import CodeBlock from '@theme/CodeBlock';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { SourceFile } from '../../plugins/source-pages.ts';

export default function SourcePage({ file }: { file: SourceFile }): ReactNode {
  return (
    <Layout title={file.path} description={`The file ${file.path} of the workbook.`}>
      <Head>
        <meta name="robots" content="noindex" />
      </Head>
      <main className="page page--wide">
        <h1 className="source__path">{file.path}</h1>
        {file.path.startsWith('solutions/') && (
          <p>This is a reference answer: read it when you have your own.</p>
        )}
        <CodeBlock language="ts" showLineNumbers>
          {file.text}
        </CodeBlock>
      </main>
    </Layout>
  );
}
