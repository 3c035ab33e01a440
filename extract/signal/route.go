package signal

// Routes into the field; RouteUnknown when nothing in the text tells.
const RouteUnknown = "unknown"

func (d *Detector) route(p *page, r *Reading) string { return RouteUnknown }
