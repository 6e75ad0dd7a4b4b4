// A widget whose code is fetched when the reader comes near it or uses it. Its first frame is rendered ahead, into the page,
// and stays as it is until the code is there: a reading page sends none of it.
import {
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';

type Widget = ComponentType<Record<string, unknown>>;

const isRenderedAhead = typeof window === 'undefined';

/** How far below the window a widget is fetched already. */
const marginPx = 300;

/** Makes a component that is fetched late. `minHeight` keeps its place where no first frame was rendered ahead. */
export function near(load: () => Promise<Widget>, minHeight: string): Widget {
  const Lazy = lazy(async () => ({ default: await load() }));

  return function Near(props) {
    const place = useRef<HTMLDivElement>(null);
    const [frame, setFrame] = useState<string | undefined>(isRenderedAhead ? '' : undefined);

    useEffect(() => {
      const element = place.current;
      if (!element) return undefined;
      const fetchIt = (): void => setFrame(element.innerHTML);
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some(({ isIntersecting }) => isIntersecting)) fetchIt();
        },
        { rootMargin: `${marginPx}px` },
      );
      observer.observe(element);
      // Printing shows all of a page at once.
      addEventListener('beforeprint', fetchIt);
      return () => {
        observer.disconnect();
        removeEventListener('beforeprint', fetchIt);
      };
    }, []);

    if (frame === undefined) return <Held html="" place={place} minHeight={minHeight} />;
    return (
      <div className="near" style={{ minHeight }}>
        <Suspense fallback={<Held html={frame} minHeight={minHeight} />}>
          <Awake>
            <Lazy {...props} />
          </Awake>
        </Suspense>
      </div>
    );
  };
}

/** Marks a widget that a script has taken over: what is rendered ahead looks the same, and does nothing yet. */
function Awake({ children }: { readonly children: ReactNode }): ReactNode {
  const [isAwake, setAwake] = useState(false);
  useEffect(() => setAwake(true), []);
  return <div data-awake={isAwake}>{children}</div>;
}

interface HeldProps {
  readonly html: string;
  readonly minHeight: string;
  readonly place?: React.RefObject<HTMLDivElement | null>;
}

/** Keeps what was rendered ahead. React leaves the HTML alone where hydration finds another one. */
const Held = ({ html, minHeight, place }: HeldProps): ReactNode => (
  <div
    ref={place}
    className="near"
    style={{ minHeight }}
    suppressHydrationWarning
    dangerouslySetInnerHTML={{ __html: html }}
  />
);
