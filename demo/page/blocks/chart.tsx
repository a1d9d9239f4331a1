import { useEffect, useRef, useState } from 'react';
import { type Json, object, objects, text } from '../../../test/simulators/slack/json.ts';
import { ticksTo } from './chart-scale.ts';

const HEIGHT = 190;
const LEFT = 34;
const BOTTOM = 26;
const TOP = 10;
const LABEL_WIDTH = 58;

interface Point {
  readonly label: string;
  readonly value: number;
}

/** Slack's native chart: bars, lines or areas over categories, with what a screen reader needs to say it. */
export function Chart({ block }: { block: Json }) {
  const chart = object(block.chart);
  const axis = object(chart.axis_config);
  const series = objects(chart.series).map((one) => ({
    name: text(one.name),
    points: objects(one.data).map(
      ({ label, value }): Point => ({ label: text(label), value: Number(value) }),
    ),
  }));
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const ticks = ticksTo(Math.max(0, ...values));
  const count = series[0]?.points.length ?? 0;
  const step = (width - LEFT) / Math.max(1, count);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  const x = (index: number) => LEFT + step * (index + 0.5);
  const y = (value: number) => HEIGHT - BOTTOM - (value / (ticks.at(-1) ?? 1)) * (HEIGHT - BOTTOM - TOP);
  const unit = text(axis.y_label);
  return (
    <figure className="chart">
      <figcaption>
        {text(block.title)} {unit !== '' && <small>{unit}</small>}
      </figcaption>
      <div ref={box}>
        <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={spoken(text(block.title), series)}>
          {ticks.map((value) => (
            <g key={value}>
              <line x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
              <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
                {value}
              </text>
            </g>
          ))}
          {series[0]?.points.map(
            ({ label }, index) =>
              index % every === 0 && (
                <text key={label} x={x(index)} y={HEIGHT - 8} textAnchor="middle">
                  {label}
                </text>
              ),
          )}
          {series.map(({ name, points }, at) =>
            chart.type === 'bar' ? (
              points.map(({ label, value }, index) => (
                <rect
                  key={label}
                  className={`series-${at}`}
                  x={x(index) - (step * 0.62) / 2 + (at * step * 0.62) / series.length}
                  y={y(value)}
                  width={(step * 0.62) / series.length}
                  height={Math.max(0, HEIGHT - BOTTOM - y(value))}
                  rx={2}
                >
                  <title>{`${label}: ${value}`}</title>
                </rect>
              ))
            ) : (
              <g key={name} className={`series-${at}`}>
                <polyline points={points.map(({ value }, index) => `${x(index)},${y(value)}`).join(' ')} />
                {points.map(({ label, value }, index) => (
                  <circle key={label} cx={x(index)} cy={y(value)} r={3}>
                    <title>{`${label}: ${value}`}</title>
                  </circle>
                ))}
              </g>
            ),
          )}
        </svg>
      </div>
      <ul className="legend">
        {series.map(({ name }, at) => (
          <li key={name} className={`series-${at}`}>
            {name}
          </li>
        ))}
      </ul>
    </figure>
  );
}

function spoken(title: string, series: readonly { name: string; points: readonly Point[] }[]): string {
  const lines = series.map(
    ({ name, points }) => `${name}: ${points.map(({ label, value }) => `${label} ${value}`).join(', ')}`,
  );
  return [title, ...lines].join('. ');
}

function useWidth(box: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(520);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width || 520));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
