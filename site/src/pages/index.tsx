import Layout from '@theme/Layout';
export default function Home() {
  return (
    <Layout>
      <main className="page">
        <h1>Quorate</h1>
      </main>
    </Layout>
  );
}
