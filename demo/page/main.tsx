import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import 'slack-blocks-to-jsx/dist/style.css';
import './styles/colours.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/sidebar.css';
import './styles/conversation.css';
import './styles/blocks.css';
import './styles/forms.css';
import './styles/panel.css';

const place = document.getElementById('page');
if (place) createRoot(place).render(<App />);
