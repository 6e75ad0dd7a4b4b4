// A reading page fetches itself, and nothing that its links may lead to: the sidebar alone names every chapter. A page is
// fetched ahead once the pointer is over its link.
import type { ClientModule } from '@docusaurus/types';

const module: ClientModule = {
  onRouteDidUpdate() {
    window.docusaurus = { ...window.docusaurus, prefetch: () => false };
  },
};

export default module;
