import Layout from '@theme/Layout';
export default function P() {
  return (
    <Layout title="Progress">
      <main className="page">
        <h1>Your progress</h1>
      </main>
    </Layout>
  );
}
